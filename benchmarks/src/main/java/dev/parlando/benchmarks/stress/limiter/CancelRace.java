package dev.parlando.benchmarks.stress.limiter;

import dev.parlando.benchmarks.stress.limiter.RacedLimiter.Request;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/**
 * A race between the cancellation of a queued request and the release of a permit. A third request is queued behind it
 * and must be admitted.
 */
@JCStressTest
@Outcome(id = "1, 0, 1, 1", expect = Expect.ACCEPTABLE, desc = "left the queue; the next was admitted")
@Outcome(
        id = "1, 1, 1, 1",
        expect = Expect.ACCEPTABLE,
        desc = "was admitted and returned its permit; the next was admitted")
@Outcome(expect = Expect.FORBIDDEN, desc = "a permit was lost, or released twice")
@State
public class CancelRace {
    private final RacedLimiter limiter = new RacedLimiter(1);
    private final Request held = limiter.request().enter();
    private final Request cancelled = limiter.request().enter();
    private final Request next = limiter.request().enter();

    /** Releases the only permit. */
    @Actor
    public void grant() {
        held.leave();
    }

    /** Cancels the request, whether it is queued or admitted. */
    @Actor
    public void cancel(IIII_Result result) {
        result.r1 = cancelled.leave() ? 1 : 0;
    }

    /** Records the admissions and counts the permits. */
    @Arbiter
    public void count(IIII_Result result) {
        result.r2 = cancelled.admissions.get();
        result.r3 = next.admissions.get();
        result.r4 = limiter.inFlight();
        if (!limiter.isConsistentAfter(held, cancelled, next)) {
            result.r4 = -1;
        }
    }
}
