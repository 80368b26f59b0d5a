package dev.parlando.benchmarks.stress.limiter;

import dev.parlando.benchmarks.stress.limiter.RacedLimiter.Request;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A race between a new request and a limit that shrinks from two to one while one permit is in use. */
@JCStressTest
@Outcome(id = "1, 2, 0", expect = Expect.ACCEPTABLE, desc = "admitted before the limit shrank")
@Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE, desc = "waits, since the limit had shrunk")
@Outcome(expect = Expect.FORBIDDEN, desc = "admitted and not counted, or counted and not admitted")
@State
public class ShrinkRace {
    private final RacedLimiter limiter = new RacedLimiter(2);
    private final Request held = limiter.request().enter();
    private final Request entering = limiter.request();

    /** Reports a maximum of one. */
    @Actor
    public void shrink() {
        held.reportMaximum(1);
    }

    /** Requests a permit. */
    @Actor
    public void enter() {
        entering.enter();
    }

    /** Records the admission of the request and the counts of the limiter. */
    @Arbiter
    public void count(III_Result result) {
        result.r1 = entering.admissions.get();
        result.r2 = limiter.inFlight();
        result.r3 = limiter.queued();
        if (!limiter.isConsistentAfter(held, entering)) {
            result.r3 = -1;
        }
    }
}
