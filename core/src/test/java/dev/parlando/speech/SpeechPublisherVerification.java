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

/** Presents the publisher to the official verification of the Reactive Streams rules, written for TestNG. */
final class SpeechPublisherVerification extends FlowPublisherVerification<ByteBuffer> {
    private static final SpeechRequest REQUEST = SpeechRequest.of("Hello");
    /** Signals are given on the thread of the test, before anybody waits for one: only silence is ever waited for. */
    private static final int SIGNAL_TIMEOUT_MILLIS = 200;

    private static final int SILENCE_MILLIS = 20;

    SpeechPublisherVerification() {
        super(new TestEnvironment(SIGNAL_TIMEOUT_MILLIS, SILENCE_MILLIS));
    }

    @Override
    public Flow.Publisher<ByteBuffer> createFlowPublisher(long elements) {
        // Like an engine, and unlike a scripted source, this keeps no stream.
        SpeechSource source = (request, handler, timeline) -> {
            ScriptedSpeechStream stream = new ScriptedSpeechStream(request, handler);
            stream.chunks(elements);
            return stream;
        };
        return new SpeechPublisher(source, REQUEST);
    }

    /** As the original, which gives the collector of a busy machine a tenth of a second to report what it found. */
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

    /** Keeps its subscription. */
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
