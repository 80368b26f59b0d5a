package dev.parlando.benchmarks.stress.limiter;

import dev.parlando.benchmarks.stress.limiter.RacedLimiter.Request;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A race between the return of a permit, which admits a waiting request, and the close of that request's engine. */
@JCStressTest
@Outcome(id = "1, 0, 0", expect = Expect.ACCEPTABLE, desc = "admitted before the engine closed")
@Outcome(id = "0, 1, 0", expect = Expect.ACCEPTABLE, desc = "refused, since the engine had closed")
@Outcome(expect = Expect.FORBIDDEN, desc = "still waits, or has no outcome or two")
@State
public class CloseRace {
    private final RacedLimiter limiter = new RacedLimiter(1);
    private final Request held = limiter.request().enter();
    private final Request waiting = limiter.request().enter();

    /** Returns the permit. */
    @Actor
    public void leave() {
        held.leave();
    }

    /** Closes the engine. */
    @Actor
    public void close() {
        limiter.close();
    }

    /** Records the outcome of the waiting request. */
    @Arbiter
    public void count(III_Result result) {
        result.r1 = waiting.admissions.get();
        result.r2 = waiting.refusals.get();
        result.r3 = limiter.queued();
        if (!limiter.isConsistentAfter(held, waiting)) {
            result.r3 = -1;
        }
    }
}
