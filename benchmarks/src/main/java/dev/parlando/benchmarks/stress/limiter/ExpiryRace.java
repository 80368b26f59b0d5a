package dev.parlando.benchmarks.stress.limiter;

import dev.parlando.benchmarks.stress.limiter.RacedLimiter.Request;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** A race between the expiry of a request's wait and the release of a permit. */
@JCStressTest
@Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "admitted in time")
@Outcome(id = "0, 1, 0", expect = Expect.ACCEPTABLE, desc = "rejected, and no permit was acquired")
@Outcome(expect = Expect.FORBIDDEN, desc = "notified twice or not at all, or a permit was lost")
@State
public class ExpiryRace {
    private final RacedLimiter limiter = new RacedLimiter(1);
    private final Request held = limiter.request().enter();
    private final Request waiting = limiter.request().enter();

    /** Releases the only permit. */
    @Actor
    public void grant() {
        held.leave();
    }

    /** Lets the wait expire. */
    @Actor
    public void expire() {
        limiter.expire();
    }

    /** Records the outcome of the request and counts the permits. */
    @Arbiter
    public void count(III_Result result) {
        result.r1 = waiting.admissions.get();
        result.r2 = waiting.refusals.get();
        result.r3 = limiter.inFlight();
        if (!limiter.isConsistentAfter(held, waiting)) {
            result.r3 = -1;
        }
    }
}
