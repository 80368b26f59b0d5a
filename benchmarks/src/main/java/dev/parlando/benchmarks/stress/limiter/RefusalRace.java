package dev.parlando.benchmarks.stress.limiter;

import dev.parlando.benchmarks.stress.limiter.RacedLimiter.Request;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** Lets a request that the service refused go back to the queue while somebody takes it out. */
@JCStressTest
@Outcome(id = "true, true, 0", expect = Expect.ACCEPTABLE, desc = "went back, and was taken out of the queue")
@Outcome(id = "false, true, 0", expect = Expect.ACCEPTABLE, desc = "was taken out first")
@Outcome(expect = Expect.FORBIDDEN, desc = "the permit was lost, or the request is still in")
@State
public class RefusalRace {
    private final RacedLimiter limiter = new RacedLimiter(1);
    private final Request request = limiter.request().enter();

    /** The service refuses it. */
    @Actor
    public void refuse(ZZI_Result result) {
        result.r1 = request.refuseForConcurrency();
    }

    /** Its user cancels it. */
    @Actor
    public void cancel(ZZI_Result result) {
        result.r2 = request.leave();
    }

    /** Counts what is left. */
    @Arbiter
    public void count(ZZI_Result result) {
        result.r3 = limiter.inFlight() + limiter.queued();
    }
}
