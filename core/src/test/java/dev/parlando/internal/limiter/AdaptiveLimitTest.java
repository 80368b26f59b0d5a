package dev.parlando.internal.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.governor.LimitReason;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptiveLimitTest {
    private static final int MOST = 1_000;
    private static final long SECOND = 1_000_000_000L;

    private final AdaptiveLimit limit = new AdaptiveLimit(2, MOST);
    private long nowNanos = 100 * SECOND;

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1_000_000_000 * SECOND, -1, 0, Long.MAX_VALUE})
    void estimatesOthersFromAnyStartOfClock(long startNanos) {
        limit.onTimePassed(startNanos);
        assertThat(limit.othersInUse()).isZero();

        limit.onSuccess(report(4, 20), 2, 2, true, startNanos, startNanos);
        assertThat(limit.othersInUse()).isEqualTo(1);

        limit.onTimePassed(startNanos + 5 * SECOND);
        assertThat(limit.othersInUse()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1_000_000_000 * SECOND, -1, 0, Long.MAX_VALUE})
    void keepsLimitOnFirstCheckFromAnyStartOfClock(long startNanos) {
        limit.onSuccess(report(4, 20), 2, 2, true, startNanos, startNanos);
        int before = limit.limit();
        limit.onTimePassed(startNanos + 10 * SECOND);
        assertThat(limit.limit()).isEqualTo(before).isGreaterThan(2);
    }

    @Test
    void startsAtConfiguredLimit() {
        assertThat(limit.limit()).isEqualTo(2);
        assertThat(limit.reason()).isEqualTo(LimitReason.INITIAL);
    }

    @Test
    void usesWholeMaximumIfReportCountsOnlyOwnRequests() {
        reportResponse(2, 2, 10);

        assertThat(limit.limit()).isEqualTo(10);
    }

    @Test
    void doesNotAssumeSoleUseFromOutdatedReport() {
        limit.onSuccess(report(1, 10), 2, 2, false, nowNanos, nowNanos);

        assertThat(limit.limit()).isEqualTo(2);
    }

    @Test
    void usesWholeMaximumAfterThreeReportsOfSoleUse() {
        reportResponses(3, 2, 1, 10);

        assertThat(limit.limit()).isEqualTo(10);
        assertThat(limit.reason()).isEqualTo(LimitReason.MAXIMUM);
    }

    @Test
    void doesNotClaimAllFreeCapacityAfterOneReport() {
        reportResponse(2, 8, 10);

        assertThat(limit.limit()).isEqualTo(2);
    }

    @Test
    void keepsReasonWhileLimitIsUnchanged() {
        reportResponse(2, 8, 10);

        assertThat(limit.reason()).isEqualTo(LimitReason.INITIAL);
    }

    @Test
    void reportsGrownAfterCautiousGrowthWithoutOthers() {
        reportResponses(3, 10, 10, 10);
        limit.onRefused(nowNanos, 10, nowNanos);

        reportResponses(5, 7, 7, 10);

        assertThat(limit.limit()).isBetween(8, 9);
        assertThat(limit.reason()).isEqualTo(LimitReason.GROWN);
    }

    @Test
    void claimsShareOfHalfTheFreeCapacity() {
        reportResponse(2, 4, 20);

        assertThat(limit.limit()).as("2 + 16 / 2 * 2 / 4").isEqualTo(6);
        assertThat(limit.reason()).isEqualTo(LimitReason.OTHERS);
    }

    @Test
    void ignoresResponsesToRequestsSentBeforeGrowth() {
        long sentBeforeNanos = nowNanos;
        reportResponse(2, 4, 20);
        int grown = limit.limit();
        nowNanos += SECOND / 10;
        limit.onSuccess(report(4, 20), 2, 2, true, sentBeforeNanos, nowNanos);

        assertThat(limit.limit()).isEqualTo(grown);
    }

    @Test
    void doesNotGrowWhileLimitIsNotReached() {
        limit.onSuccess(report(4, 20), 2, 2, false, nowNanos, nowNanos);

        assertThat(limit.limit()).isEqualTo(2);
    }

    @Test
    void releasesShareOfExcess() {
        reportResponses(5, 1, 1, 20);
        reportResponse(20, 40, 20);

        assertThat(limit.limit()).isEqualTo(10);
        assertThat(limit.reason()).isEqualTo(LimitReason.OTHERS);
    }

    @Test
    void doesNotDecreaseAgainWhileOlderStreamsRun() {
        reportResponses(5, 1, 1, 20);
        reportResponses(9, 20, 40, 20);

        assertThat(limit.limit()).isEqualTo(10);
    }

    @Test
    void decreasesSlowlyWhileUsageEqualsMaximum() {
        reportResponses(5, 1, 1, 20);
        reportResponses(10, 10, 20, 20);

        assertThat(limit.limit()).isBetween(12, 18);
    }

    @Test
    void appliesSmallerMaximumImmediately() {
        reportResponses(5, 1, 1, 20);
        reportResponse(5, 5, 5);

        assertThat(limit.limit()).isEqualTo(5);
    }

    @Test
    void growsToLargerMaximum() {
        reportResponses(5, 1, 1, 5);
        reportResponses(4, 5, 5, 10);

        assertThat(limit.limit()).isEqualTo(10);
    }

    @Test
    void doesNotAssumeSoleUseAsOtherStreamsEnd() {
        reportResponses(5, 1, 1, 10);
        reportResponses(9, 2, 10, 10);
        int shared = limit.limit();
        for (int i = 0; i < 5; i++) {
            nowNanos += SECOND / 5;
            limit.onSuccess(report(1, 10), 1, 1, false, nowNanos, nowNanos);
        }

        assertThat(limit.limit()).isEqualTo(shared);
    }

    @Test
    void reducesLimitByThirdOncePerRefusalRound() {
        reportResponses(5, 1, 1, 10);
        long sentNanos = nowNanos;
        nowNanos += SECOND;
        for (int i = 0; i < 10; i++) {
            limit.onRefused(sentNanos, 10, nowNanos);
        }

        assertThat(limit.limit()).isEqualTo(7);
        assertThat(limit.reason()).isEqualTo(LimitReason.REFUSED);
    }

    @Test
    void growsSlowlyAfterRefusalDespiteSoleUse() {
        reportResponses(5, 1, 1, 10);
        limit.onRefused(nowNanos, 10, nowNanos);
        reportResponses(5, 7, 7, 10);

        assertThat(limit.limit()).isLessThan(10);
    }

    @Test
    void growsQuicklyAfterRefusalIfMaximumIncreased() {
        reportResponses(3, 3, 3, 3);
        limit.onRefused(nowNanos, 3, nowNanos);

        reportResponse(2, 2, 10);

        assertThat(limit.limit()).isEqualTo(10);
    }

    @Test
    void staysCautiousOnResponseToRequestBeforeRefusal() {
        reportResponses(3, 3, 3, 3);
        limit.onRefused(nowNanos, 3, nowNanos);

        limit.onSuccess(report(2, 10), 2, 2, true, nowNanos - 1, nowNanos);

        assertThat(limit.limit()).isLessThan(10);
    }

    @Test
    void recoversWholeMaximumAfterRefusal() {
        reportResponses(5, 1, 1, 10);
        limit.onRefused(nowNanos, 10, nowNanos);
        nowNanos += 60 * SECOND;
        reportResponses(3, 7, 7, 10);

        assertThat(limit.limit()).isEqualTo(10);
    }

    @Test
    void neverFallsBelowOne() {
        for (int i = 0; i < 50; i++) {
            nowNanos += SECOND;
            limit.onRefused(nowNanos, 1, nowNanos);
        }

        assertThat(limit.limit()).isEqualTo(1);
    }

    @Test
    void doublesPerRoundUntilFirstRefusalWithoutHeaders() {
        reportResponsesWithoutHeaders(2);
        assertThat(limit.limit()).isEqualTo(4);
        reportResponsesWithoutHeaders(4);
        assertThat(limit.limit()).isEqualTo(8);
        assertThat(limit.reason()).isEqualTo(LimitReason.GROWN);

        limit.onRefused(nowNanos, 8, nowNanos);
        nowNanos += 60 * SECOND;
        int shrunk = limit.limit();
        reportResponsesWithoutHeaders(shrunk);
        assertThat(limit.limit()).isEqualTo(shrunk + 1);
    }

    @Test
    void keepsLimitNearlyConstantIfHeadersStop() {
        reportResponses(9, 2, 10, 10);
        int known = limit.limit();
        reportResponsesWithoutHeaders(3 * known);

        assertThat(limit.limit()).isBetween(known, known + 1);
    }

    @Test
    void growsWithoutResponsesWhileRequestsWait() {
        reportResponses(9, 2, 10, 10);
        int known = limit.limit();
        for (int second = 0; second < 15; second++) {
            nowNanos += SECOND;
            limit.onTimePassed(nowNanos);
        }

        assertThat(limit.limit()).isBetween(known + 1, known + 3);
    }

    @Test
    void doesNotGrowWhileNoRequestsWait() {
        reportResponses(9, 2, 10, 10);
        int known = limit.limit();
        nowNanos += 50 * SECOND;
        limit.onTimePassed(nowNanos);

        assertThat(limit.limit()).isEqualTo(known);
    }

    @Test
    void neverExceedsConfiguredLimit() {
        AdaptiveLimit bounded = new AdaptiveLimit(2, 4);
        for (int i = 0; i < 5; i++) {
            bounded.onSuccess(report(1, 10), 1, 1, true, nowNanos, nowNanos);
        }

        assertThat(bounded.limit()).isEqualTo(4);
        assertThat(bounded.reason()).isEqualTo(LimitReason.CONFIGURED);
    }

    @Test
    void restoresShareThatSmallerConfiguredLimitHadCutOff() {
        AdaptiveLimit bounded = new AdaptiveLimit(5, MOST);
        bounded.setMaxLimit(2, nowNanos);
        assertThat(bounded.limit()).isEqualTo(2);
        assertThat(bounded.reason()).isEqualTo(LimitReason.CONFIGURED);

        bounded.setMaxLimit(1, nowNanos);
        bounded.setMaxLimit(MOST, nowNanos);

        assertThat(bounded.limit()).isEqualTo(5);
        assertThat(bounded.reason()).isEqualTo(LimitReason.INITIAL);
    }

    @Test
    void claimsPartOfMaximumThatOthersDoNotUseWhenConfiguredLimitRises() {
        AdaptiveLimit bounded = new AdaptiveLimit(2, 2);
        for (int i = 0; i < 20; i++) {
            bounded.onSuccess(report(2 + 3, 10), 2, 2, true, nowNanos, nowNanos);
        }

        bounded.setMaxLimit(6, nowNanos);
        assertThat(bounded.limit()).isEqualTo(6);
        assertThat(bounded.reason()).isEqualTo(LimitReason.CONFIGURED);

        bounded.setMaxLimit(MOST, nowNanos);
        assertThat(bounded.limit()).isEqualTo(7);
        assertThat(bounded.reason()).isEqualTo(LimitReason.OTHERS);
    }

    @Test
    void doesNotClaimMaximumWithUnknownUsageWhenConfiguredLimitRises() {
        AdaptiveLimit bounded = new AdaptiveLimit(2, 2);
        bounded.onSuccess(report(null, 10), 2, 2, true, nowNanos, nowNanos);

        bounded.setMaxLimit(MOST, nowNanos);

        assertThat(bounded.limit()).isEqualTo(2);
        assertThat(bounded.reason()).isEqualTo(LimitReason.GROWN);
    }

    @Test
    void keepsReductionAfterRefusalWhenConfiguredLimitRises() {
        AdaptiveLimit bounded = new AdaptiveLimit(10, 10);
        bounded.onSuccess(report(10, 20), 10, 10, true, nowNanos, nowNanos);
        bounded.setMaxLimit(1, nowNanos);
        bounded.onRefused(nowNanos, 1, nowNanos);

        bounded.setMaxLimit(MOST, nowNanos);

        assertThat(bounded.limit()).isEqualTo(1);
    }

    @Test
    void countsOtherUsageShownOnlyByWorkspaceCount() {
        limit.onSuccess(new ConcurrencyReport(2, 10, 7, null), 2, 3, true, nowNanos, nowNanos);

        assertThat(limit.othersInUse()).as("half of what the first sample says").isEqualTo(2);
    }

    @Test
    void decaysEstimateOfOtherUsage() {
        reportResponses(9, 2, 10, 10);
        double known = limit.othersInUse();
        nowNanos += 5 * SECOND;
        limit.onTimePassed(nowNanos);

        assertThat(limit.othersInUse()).isBetween(0.4 * known, 0.6 * known);
    }

    @Property(tries = 200)
    void staysBetweenOneAndMaximumForAnyReports(
            @ForAll @Size(max = 100) @IntRange(min = 0, max = 40) int[] said,
            @ForAll @IntRange(min = 1, max = 30) int maximum) {
        for (int current : said) {
            nowNanos += SECOND / 10;
            if (current == 40) {
                limit.onRefused(nowNanos, limit.limit(), nowNanos);
            } else {
                limit.onSuccess(report(current, maximum), limit.limit(), limit.limit(), true, nowNanos, nowNanos);
                assertThat(limit.limit()).isBetween(1, maximum);
            }
        }
        assertThat(limit.limit()).isPositive();
    }

    /** Reports the response to a request that was sent a second ago and used up the limit. */
    private void reportResponse(int ours, int current, int maximum) {
        long sentNanos = nowNanos;
        nowNanos += SECOND;
        limit.onSuccess(report(current, maximum), ours, ours, true, sentNanos, nowNanos);
    }

    private void reportResponses(int count, int ours, int current, int maximum) {
        for (int i = 0; i < count; i++) {
            reportResponse(ours, current, maximum);
        }
    }

    private void reportResponsesWithoutHeaders(int count) {
        for (int i = 0; i < count; i++) {
            limit.onSuccess(ConcurrencyReport.NONE, limit.limit(), limit.limit(), true, nowNanos, nowNanos);
        }
    }

    private static ConcurrencyReport report(@Nullable Integer current, @Nullable Integer maximum) {
        return new ConcurrencyReport(current, maximum, null, null);
    }
}
