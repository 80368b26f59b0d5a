package dev.parlando.internal.limiter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.governor.LimitReason;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdaptiveLimitTest {
    private static final int MOST = 1_000;
    private static final long SECOND = 1_000_000_000L;

    private final AdaptiveLimit limit = new AdaptiveLimit(2, MOST);
    private long nowNanos = 100 * SECOND;

    @Test
    void startsAsConfigured() {
        assertThat(limit.limit()).isEqualTo(2);
        assertThat(limit.reason()).isEqualTo(LimitReason.INITIAL);
    }

    @Test
    void anAnswerThatCountsJustOursGivesTheWholeMaximum() {
        answer(2, 2, 10);

        assertThat(limit.limit()).isEqualTo(10);
    }

    @Test
    void anAnswerThatIsOlderThanOurLastRequestIsNoProofThatWeAreAlone() {
        limit.onSuccess(report(1, 10), 2, 2, false, nowNanos, nowNanos);

        assertThat(limit.limit()).isEqualTo(2);
    }

    @Test
    void whoIsAloneForThreeAnswersHasTheWholeMaximum() {
        answers(3, 2, 1, 10);

        assertThat(limit.limit()).isEqualTo(10);
        assertThat(limit.reason()).isEqualTo(LimitReason.MAXIMUM);
    }

    @Test
    void oneAnswerIsNotTakenForAllThatIsFree() {
        answer(2, 8, 10);

        assertThat(limit.limit()).isEqualTo(2);
    }

    @Test
    void theReasonStaysWhileTheLimitDoes() {
        answer(2, 8, 10);

        assertThat(limit.reason()).isEqualTo(LimitReason.INITIAL);
    }

    @Test
    void whatGrowsWithCareThoughNobodyElseIsThereHasGrown() {
        answers(3, 10, 10, 10);
        limit.onRefused(nowNanos, 10, nowNanos);

        answers(5, 7, 7, 10);

        assertThat(limit.limit()).isBetween(8, 9);
        assertThat(limit.reason()).isEqualTo(LimitReason.GROWN);
    }

    @Test
    void takesItsPartOfTheHalfOfWhatIsFree() {
        answer(2, 4, 20);

        assertThat(limit.limit()).as("2 + 16 / 2 * 2 / 4").isEqualTo(6);
        assertThat(limit.reason()).isEqualTo(LimitReason.OTHERS);
    }

    @Test
    void doesNotGrowOnAnswersThatAreOlderThanItsGrowth() {
        long sentBeforeNanos = nowNanos;
        answer(2, 4, 20);
        int grown = limit.limit();
        nowNanos += SECOND / 10;
        limit.onSuccess(report(4, 20), 2, 2, true, sentBeforeNanos, nowNanos);

        assertThat(limit.limit()).isEqualTo(grown);
    }

    @Test
    void doesNotGrowWhileItIsNotUsedUp() {
        limit.onSuccess(report(4, 20), 2, 2, false, nowNanos, nowNanos);

        assertThat(limit.limit()).isEqualTo(2);
    }

    @Test
    void givesUpItsPartOfTheExcess() {
        answers(5, 1, 1, 20);
        answer(20, 40, 20);

        assertThat(limit.limit()).isEqualTo(10);
        assertThat(limit.reason()).isEqualTo(LimitReason.OTHERS);
    }

    @Test
    void waitsForTheStreamsThatOutliveItsLastStepBack() {
        answers(5, 1, 1, 20);
        answers(9, 20, 40, 20);

        assertThat(limit.limit()).isEqualTo(10);
    }

    @Test
    void stepsBackSlowlyWhereTheQueueIsNotCountedAndMayBeFull() {
        answers(5, 1, 1, 20);
        answers(10, 10, 20, 20);

        assertThat(limit.limit()).isBetween(12, 18);
    }

    @Test
    void obeysASmallerMaximumAtOnce() {
        answers(5, 1, 1, 20);
        answer(5, 5, 5);

        assertThat(limit.limit()).isEqualTo(5);
    }

    @Test
    void followsAGreaterMaximum() {
        answers(5, 1, 1, 5);
        answers(4, 5, 5, 10);

        assertThat(limit.limit()).isEqualTo(10);
    }

    @Test
    void aTailOfStreamsThatOthersLeftBehindIsNotAloneness() {
        answers(5, 1, 1, 10);
        answers(9, 2, 10, 10);
        int shared = limit.limit();
        for (int i = 0; i < 5; i++) {
            nowNanos += SECOND / 5;
            limit.onSuccess(report(1, 10), 1, 1, false, nowNanos, nowNanos);
        }

        assertThat(limit.limit()).isEqualTo(shared);
    }

    @Test
    void aRefusalTakesAThirdOnceForAllThatWereSentBefore() {
        answers(5, 1, 1, 10);
        long sentNanos = nowNanos;
        nowNanos += SECOND;
        for (int i = 0; i < 10; i++) {
            limit.onRefused(sentNanos, 10, nowNanos);
        }

        assertThat(limit.limit()).isEqualTo(7);
        assertThat(limit.reason()).isEqualTo(LimitReason.REFUSED);
    }

    @Test
    void growsSlowlyAfterARefusalEvenIfItSeemsAlone() {
        answers(5, 1, 1, 10);
        limit.onRefused(nowNanos, 10, nowNanos);
        answers(5, 7, 7, 10);

        assertThat(limit.limit()).isLessThan(10);
    }

    @Test
    void aRefusalUnderASmallerMaximumIsNoReasonToBeCarefulUnderAGreaterOne() {
        answers(3, 3, 3, 3);
        limit.onRefused(nowNanos, 3, nowNanos);

        answer(2, 2, 10);

        assertThat(limit.limit()).isEqualTo(10);
    }

    @Test
    void anAnswerToWhatWasSentBeforeTheRefusalLeavesItCareful() {
        answers(3, 3, 3, 3);
        limit.onRefused(nowNanos, 3, nowNanos);

        limit.onSuccess(report(2, 10), 2, 2, true, nowNanos - 1, nowNanos);

        assertThat(limit.limit()).isLessThan(10);
    }

    @Test
    void comesBackAfterARefusal() {
        answers(5, 1, 1, 10);
        limit.onRefused(nowNanos, 10, nowNanos);
        nowNanos += 60 * SECOND;
        answers(3, 7, 7, 10);

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
    void withoutAnyHeadersItDoublesEachRoundUntilTheFirstRefusal() {
        silentAnswers(2);
        assertThat(limit.limit()).isEqualTo(4);
        silentAnswers(4);
        assertThat(limit.limit()).isEqualTo(8);
        assertThat(limit.reason()).isEqualTo(LimitReason.GROWN);

        limit.onRefused(nowNanos, 8, nowNanos);
        nowNanos += 60 * SECOND;
        int shrunk = limit.limit();
        silentAnswers(shrunk);
        assertThat(limit.limit()).isEqualTo(shrunk + 1);
    }

    @Test
    void headersThatStayAwayLeaveTheLimitNearlyAsItIs() {
        answers(9, 2, 10, 10);
        int known = limit.limit();
        silentAnswers(3 * known);

        assertThat(limit.limit()).isBetween(known, known + 1);
    }

    @Test
    void growsByItselfWhileNobodyAnswersAndSomebodyWaits() {
        answers(9, 2, 10, 10);
        int known = limit.limit();
        for (int second = 0; second < 15; second++) {
            nowNanos += SECOND;
            limit.onTimePassed(nowNanos);
        }

        assertThat(limit.limit()).isBetween(known + 1, known + 3);
    }

    @Test
    void doesNotGrowWhileNobodyWaits() {
        answers(9, 2, 10, 10);
        int known = limit.limit();
        nowNanos += 50 * SECOND;
        limit.onTimePassed(nowNanos);

        assertThat(limit.limit()).isEqualTo(known);
    }

    @Test
    void neverExceedsWhatIsConfigured() {
        AdaptiveLimit bounded = new AdaptiveLimit(2, 4);
        for (int i = 0; i < 5; i++) {
            bounded.onSuccess(report(1, 10), 1, 1, true, nowNanos, nowNanos);
        }

        assertThat(bounded.limit()).isEqualTo(4);
        assertThat(bounded.reason()).isEqualTo(LimitReason.CONFIGURED);
    }

    @Test
    void othersThatOnlyTheWorkspaceShowsCount() {
        limit.onSuccess(new ConcurrencyReport(2, 10, 7, null), 2, 3, true, nowNanos, nowNanos);

        assertThat(limit.othersInUse()).as("half of what the first sample says").isEqualTo(2);
    }

    @Test
    void whatIsKnownOfOthersFades() {
        answers(9, 2, 10, 10);
        double known = limit.othersInUse();
        nowNanos += 5 * SECOND;
        limit.onTimePassed(nowNanos);

        assertThat(limit.othersInUse()).isBetween(0.4 * known, 0.6 * known);
    }

    @Property(tries = 200)
    void staysBetweenOneAndTheMaximumWhateverIsSaid(
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
    private void answer(int ours, int current, int maximum) {
        long sentNanos = nowNanos;
        nowNanos += SECOND;
        limit.onSuccess(report(current, maximum), ours, ours, true, sentNanos, nowNanos);
    }

    private void answers(int count, int ours, int current, int maximum) {
        for (int i = 0; i < count; i++) {
            answer(ours, current, maximum);
        }
    }

    private void silentAnswers(int count) {
        for (int i = 0; i < count; i++) {
            limit.onSuccess(ConcurrencyReport.NONE, limit.limit(), limit.limit(), true, nowNanos, nowNanos);
        }
    }

    private static ConcurrencyReport report(@Nullable Integer current, @Nullable Integer maximum) {
        return new ConcurrencyReport(current, maximum, null, null);
    }
}
