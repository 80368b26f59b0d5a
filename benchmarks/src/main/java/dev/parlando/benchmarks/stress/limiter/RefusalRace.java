package dev.parlando.benchmarks.stress.limiter;

import dev.parlando.benchmarks.stress.limiter.RacedLimiter.Request;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZI_Result;

/** A race between the return of a refused request to the queue and its cancellation. */
@JCStressTest
@Outcome(id = "true, true, 0", expect = Expect.ACCEPTABLE, desc = "was queued again, and was removed from the queue")
@Outcome(id = "false, true, 0", expect = Expect.ACCEPTABLE, desc = "was removed first")
@Outcome(expect = Expect.FORBIDDEN, desc = "the permit was lost, or the request is still in")
@State
public class RefusalRace {
    private final RacedLimiter limiter = new RacedLimiter(1);
    private final Request request = limiter.request().enter();

    /** Reports that the service refused the request. */
    @Actor
    public void refuse(ZZI_Result result) {
        result.r1 = request.refuseForConcurrency();
    }

    /** Cancels the request. */
    @Actor
    public void cancel(ZZI_Result result) {
        result.r2 = request.leave();
    }

    /** Counts the requests that are still in flight or queued. */
    @Arbiter
    public void count(ZZI_Result result) {
        result.r3 = limiter.inFlight() + limiter.queued();
    }
}
