package dev.parlando.benchmarks.stress.limiter;

import dev.parlando.benchmarks.stress.limiter.RacedLimiter.Request;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/**
 * A race between two threads that release the same permit. Only one succeeds, and the permit of another request stays
 * in use.
 */
@JCStressTest
@Outcome(id = "true, false, 1", expect = Expect.ACCEPTABLE, desc = "the first returned it")
@Outcome(id = "false, true, 1", expect = Expect.ACCEPTABLE, desc = "the second returned it")
@Outcome(expect = Expect.FORBIDDEN, desc = "returned twice, or never")
@State
public class ReleaseRace {
    private final RacedLimiter limiter = new RacedLimiter(2);
    private final Request request = limiter.request().enter();
    private final Request other = limiter.request().enter();

    /** Releases the permit. */
    @Actor
    public void first(ZZI_Result result) {
        result.r1 = request.leave();
    }

    /** Releases the same permit. */
    @Actor
    public void second(ZZI_Result result) {
        result.r2 = request.leave();
    }

    /** Counts the permits in use, of which only that of the other request must be left. */
    @Arbiter
    public void count(ZZI_Result result) {
        result.r3 = limiter.inFlight();
        if (!limiter.isConsistentAfter(request, other)) {
            result.r3 = -1;
        }
    }
}
