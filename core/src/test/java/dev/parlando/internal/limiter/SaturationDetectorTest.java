package dev.parlando.internal.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.governor.LimitReason;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.SaturationAlert;
import dev.parlando.governor.SaturationAlert.Cause;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests of the time at which an account counts as saturated, and of the reported cause. */
class SaturationDetectorTest {
    private static final LimitSnapshot NOW =
            new LimitSnapshot("account", "group", 1, 1, 0, 0, 5, 5, null, 0, 0, LimitReason.MAXIMUM);

    private final SaturationDetector watch = new SaturationDetector(30);

    @Test
    void attributesSaturationToThisEngineIfItUsesMore() {
        sample(0, 4, 5, 5);
        sample(20, 2, 5, 5);
        SaturationAlert alert = alert(30, 3, 5, 5);

        assertThat(alert.cause()).isEqualTo(Cause.THIS_ENGINE);
        assertThat(alert.saturatedNanos()).isEqualTo(30);
        assertThat(alert.oursInUse()).isEqualTo(3);
        assertThat(alert.othersInUse()).isEqualTo(2);
        assertThat(alert.snapshot()).isEqualTo(NOW);
    }

    @Test
    void attributesSaturationToOthersIfTheyUseMore() {
        sample(0, 1, 5, 5);
        SaturationAlert alert = alert(30, 1, 7, 5);

        assertThat(alert.cause()).isEqualTo(Cause.OTHERS);
        assertThat(alert.othersInUse()).isEqualTo(5);
    }

    @Test
    void countsOtherUsageShownOnlyByWorkspaceCount() {
        ConcurrencyReport report = new ConcurrencyReport(2, 5, 6, null);
        watch.addSample(report, 2, 3, 0, NOW);
        SaturationAlert alert = Objects.requireNonNull(watch.addSample(report, 2, 3, 30, NOW));

        assertThat(alert.cause()).isEqualTo(Cause.OTHERS);
        assertThat(alert.oursInUse()).isEqualTo(2);
        assertThat(alert.othersInUse()).isEqualTo(3);
    }

    @Test
    void capsOwnUsageAtReportedUsage() {
        sample(0, 9, 5, 5);
        SaturationAlert alert = alert(30, 9, 5, 5);

        assertThat(alert.oursInUse()).isEqualTo(5);
        assertThat(alert.othersInUse()).isZero();
    }

    @Test
    void alertsOncePerEpisode() {
        sample(0, 1, 5, 5);
        assertThat(sample(29, 1, 5, 5)).isNull();
        assertThat(sample(30, 1, 5, 5)).isNotNull();
        assertThat(sample(45, 1, 5, 5)).isNull();
        assertThat(sample(70, 1, 5, 5)).isNull();

        assertThat(sample(80, 1, 4, 5)).isNull();
        assertThat(sample(81, 1, 5, 5)).isNull();
        assertThat(sample(110, 1, 5, 5)).isNull();
        assertThat(sample(111, 1, 5, 5)).isNotNull();
    }

    @Test
    void restartsEpisodeAfterSampleGap() {
        sample(0, 1, 5, 5);

        assertThat(sample(31, 1, 5, 5)).isNull();
        assertThat(sample(60, 1, 5, 5)).isNull();
        assertThat(sample(61, 1, 5, 5)).isNotNull();
    }

    @Test
    void ignoresReportsWithMissingValues() {
        sample(0, 1, 5, 5);
        assertThat(sample(10, 1, null, 5)).isNull();
        assertThat(sample(20, 1, 5, null)).isNull();

        assertThat(sample(30, 1, 5, 5)).isNotNull();
    }

    private SaturationAlert alert(long nowNanos, int ours, int current, int maximum) {
        return Objects.requireNonNull(sample(nowNanos, ours, current, maximum), "no alert");
    }

    private @Nullable SaturationAlert sample(
            long nowNanos, int ours, @Nullable Integer current, @Nullable Integer maximum) {
        return watch.addSample(new ConcurrencyReport(current, maximum, null, null), ours, ours, nowNanos, NOW);
    }
}
