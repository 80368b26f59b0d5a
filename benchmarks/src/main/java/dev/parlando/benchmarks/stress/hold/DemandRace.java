package dev.parlando.benchmarks.stress.hold;

import dev.parlando.speech.SpeechPublisher;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A race between a chunk without demand and the request for it. */
@JCStressTest
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "requested before the chunk was judged")
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "requested meanwhile, with a resume that was not needed")
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "held, then resumed")
@Outcome(id = "1, 0", expect = Expect.FORBIDDEN, desc = "held for ever")
@State
public class DemandRace {
    private final HeldStream stream = new HeldStream();
    private final Subscriber subscriber = new Subscriber();

    /** Subscribes without demand. */
    public DemandRace() {
        new SpeechPublisher(stream, HeldStream.REQUEST).subscribe(subscriber);
    }

    /** Delivers a chunk. */
    @Actor
    public void deliver(II_Result result) {
        result.r1 = stream.isHeldAfter(1) ? 1 : 0;
    }

    /** Requests the chunk. */
    @Actor
    public void request() {
        Objects.requireNonNull(subscriber.subscription).request(1);
    }

    /** Reads the number of resumes. */
    @Arbiter
    public void count(II_Result result) {
        result.r2 = stream.resumes();
    }

    /** A subscriber that ignores its chunks. */
    private static final class Subscriber implements Flow.Subscriber<ByteBuffer> {
        private Flow.@Nullable Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription newSubscription) {
            subscription = newSubscription;
        }

        @Override
        public void onNext(ByteBuffer buffer) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
