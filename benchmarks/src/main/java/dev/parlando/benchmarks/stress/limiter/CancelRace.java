package dev.parlando.benchmarks.stress.limiter;

import dev.parlando.benchmarks.stress.limiter.RacedLimiter.Request;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;

/** Lets a request leave the queue at the moment that a permit becomes free; a third waits behind it and must get one. */
@JCStressTest
@Outcome(id = "1, 0, 1, 1", expect = Expect.ACCEPTABLE, desc = "left the queue; the next was admitted")
@Outcome(id = "1, 1, 1, 1", expect = Expect.ACCEPTABLE, desc = "was admitted and gave it back; the next was admitted")
@Outcome(expect = Expect.FORBIDDEN, desc = "a permit was lost, or made up")
@State
public class CancelRace {
    private final RacedLimiter limiter = new RacedLimiter(1);
    private final Request held = limiter.request().enter();
    private final Request cancelled = limiter.request().enter();
    private final Request next = limiter.request().enter();

    /** Gives the one permit back. */
    @Actor
    public void grant() {
        held.leave();
    }

    /** Leaves, wherever it is. */
    @Actor
    public void cancel(IIII_Result result) {
        result.r1 = cancelled.leave() ? 1 : 0;
    }

    /** Looks who was told what, and counts the permits. */
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
