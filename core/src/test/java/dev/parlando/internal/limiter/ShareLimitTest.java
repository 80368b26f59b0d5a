package dev.parlando.internal.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.governor.LimitReason;
import org.junit.jupiter.api.Test;

class ShareLimitTest {
    private static final long SECOND = 1_000_000_000L;

    private final ShareLimit limit = new ShareLimit(2, 8);
    private long nowNanos = 100 * SECOND;

    @Test
    void followsServiceWithoutShare() {
        respond(2, 2);

        assertThat(limit.isShared()).isFalse();
        assertThat(limit.limit()).isEqualTo(8);
        assertThat(limit.reason()).isEqualTo(LimitReason.CONFIGURED);
    }

    @Test
    void keepsShareWhateverServiceReports() {
        limit.setShare(0, nowNanos);
        assertThat(limit.limit()).isZero();
        assertThat(limit.reason()).isEqualTo(LimitReason.SHARE);

        limit.setShare(5, nowNanos);
        respond(20, 5);
        limit.onRefused(nowNanos, 5, nowNanos);
        limit.onTimePassed(nowNanos + 60 * SECOND);

        assertThat(limit.limit()).isEqualTo(5);
        assertThat(limit.othersInUse()).isZero();
    }

    @Test
    void boundsShareByMaximum() {
        limit.setShare(20, nowNanos);
        assertThat(limit.limit()).isEqualTo(8);
        assertThat(limit.reason()).isEqualTo(LimitReason.CONFIGURED);

        limit.setMaxLimit(30, nowNanos);
        assertThat(limit.limit()).isEqualTo(20);
        assertThat(limit.reason()).isEqualTo(LimitReason.SHARE);
    }

    @Test
    void startsAgainWithLastShare() {
        respond(20, 2);
        limit.onRefused(nowNanos, 2, nowNanos);
        limit.setShare(6, nowNanos);
        limit.setShare(LimitPolicy.NO_SHARE, nowNanos);

        assertThat(limit.isShared()).isFalse();
        assertThat(limit.limit()).isEqualTo(6);
        assertThat(limit.reason()).isEqualTo(LimitReason.GROWN);
        assertThat(limit.othersInUse()).isZero();

        limit.onRefused(nowNanos + SECOND, 6, nowNanos + SECOND);
        assertThat(limit.limit()).isEqualTo(4);
    }

    @Test
    void startsAgainWithAtLeastOne() {
        limit.setShare(0, nowNanos);
        limit.setShare(LimitPolicy.NO_SHARE, nowNanos);

        assertThat(limit.limit()).isEqualTo(1);
    }

    private void respond(int current, int ours) {
        limit.onSuccess(new ConcurrencyReport(current, 20, null, null), ours, ours, true, nowNanos, nowNanos);
    }
}
