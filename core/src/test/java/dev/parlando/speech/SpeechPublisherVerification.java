package dev.parlando.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.error.EngineClosedException;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.annotations.Test;

/** Adapter of the publisher to the official verification of the Reactive Streams rules, which uses TestNG. */
final class SpeechPublisherVerification extends FlowPublisherVerification<ByteBuffer> {
    private static final SpeechRequest REQUEST = SpeechRequest.of("Hello");
    /**
     * Timeout for an expected signal. It is never reached, because signals are delivered on the thread of the test
     * before it waits for them.
     */
    private static final int SIGNAL_TIMEOUT_MILLIS = 200;

    private static final int SILENCE_MILLIS = 20;

    SpeechPublisherVerification() {
        super(new TestEnvironment(SIGNAL_TIMEOUT_MILLIS, SILENCE_MILLIS));
    }

    @Override
    public Flow.Publisher<ByteBuffer> createFlowPublisher(long elements) {
        // Keeps no reference to the stream, like an engine and unlike ScriptedSource.
        SpeechSource source = (request, handler, options) -> {
            ScriptedSpeechStream stream = new ScriptedSpeechStream(request, handler);
            stream.chunks(elements);
            return stream;
        };
        return new SpeechPublisher(source, REQUEST);
    }

    /**
     * Checks the same rule as the original, which waits only a tenth of a second for the garbage collector. On a busy
     * machine that is too short.
     */
    @Test
    @Override
    public void required_spec313_cancelMustMakeThePublisherEventuallyDropAllReferencesToTheSubscriber() {
        Flow.Publisher<ByteBuffer> publisher = createFlowPublisher(3);
        WeakReference<?> subscriber = subscribedAndCancelled(publisher);
        try {
            long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (subscriber.get() != null && System.nanoTime() - deadlineNanos < 0) {
                System.gc();
            }
            assertThat(subscriber.get()).isNull();
        } finally {
            Reference.reachabilityFence(publisher);
        }
    }

    private static WeakReference<?> subscribedAndCancelled(Flow.Publisher<ByteBuffer> publisher) {
        Demanding subscriber = new Demanding();
        publisher.subscribe(subscriber);
        subscriber.subscription().request(1);
        subscriber.subscription().cancel();
        return new WeakReference<>(subscriber);
    }

    @Override
    public Flow.Publisher<ByteBuffer> createFailedFlowPublisher() {
        return new SpeechPublisher(new ScriptedSpeechSource().refusing(new EngineClosedException("closed")), REQUEST);
    }

    /** Subscriber that keeps its subscription. */
    private static final class Demanding implements Flow.Subscriber<ByteBuffer> {
        private Flow.@Nullable Subscription subscription;

        Flow.Subscription subscription() {
            return Objects.requireNonNull(subscription);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
        }

        @Override
        public void onNext(ByteBuffer buffer) {}

        @Override
        public void onError(Throwable failure) {}

        @Override
        public void onComplete() {}
    }
}
