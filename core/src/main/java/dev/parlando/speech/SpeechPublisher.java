package dev.parlando.speech;

import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.SourceCheck;
import dev.parlando.internal.event.UnexpectedFailure;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Publisher of encoded audio. Each subscription sends its own request and receives the audio on demand.
 *
 * <p>Each buffer is a copy that the subscriber may keep. Without demand, the peer stops sending after one
 * flow-control window. Source: the Reactive Streams specification, as in {@link Flow}.
 *
 * <p>Threading: the subscriber is called on a ring thread and must be quick.
 */
public final class SpeechPublisher implements Flow.Publisher<ByteBuffer> {
    private final SpeechSource source;
    private final SpeechRequest request;
    private final CallOptions options;

    /** Creates a publisher that sends the request to the source once for each subscription, with the default options. */
    public SpeechPublisher(SpeechSource source, SpeechRequest request) {
        this(source, request, CallOptions.DEFAULT);
    }

    /** Creates a publisher that sends the request to the source once for each subscription. */
    public SpeechPublisher(SpeechSource source, SpeechRequest request, CallOptions options) {
        this.source = Objects.requireNonNull(source, "source");
        this.request = Objects.requireNonNull(request, "request");
        this.options = Objects.requireNonNull(options, "options");
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        SpeechSubscription subscription = new SpeechSubscription(subscriber);
        subscription.start();
    }

    /** One subscription. Any thread adds demand; the ring thread consumes it. */
    private final class SpeechSubscription implements Flow.Subscription, ChunkHandler {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private final AtomicLong demand = new AtomicLong();
        private volatile @Nullable SpeechStream stream;
        private volatile boolean cancelled;
        private volatile boolean held;
        private volatile @Nullable IllegalArgumentException badDemand;

        SpeechSubscription(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        void start() {
            subscriber.onSubscribe(this);
            if (isStopped()) {
                reportBadDemand();
                return;
            }
            SpeechStream started;
            try {
                started = SourceCheck.started(source, source.stream(request, this, options));
            } catch (Throwable refused) {
                subscriber.onError(UnexpectedFailure.toException(refused));
                return;
            }
            stream = started;
            if (isStopped()) {
                started.cancel();
            }
            resumeIfHeld(); // For demand that was requested before the field was set.
        }

        private boolean isStopped() {
            return cancelled || badDemand != null;
        }

        @Override
        public void request(long n) {
            if (n <= 0) {
                badDemand = new IllegalArgumentException("request(" + n + "): demand must be positive (rule 3.9)");
                stop();
                return;
            }
            demand.getAndAccumulate(n, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
            resumeIfHeld();
        }

        private void resumeIfHeld() {
            SpeechStream running = stream;
            if (held && running != null && demand.get() > 0) {
                running.resume();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            stop();
        }

        private void stop() {
            SpeechStream running = stream;
            if (running != null) {
                running.cancel();
            }
        }

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            if (isStopped()) {
                return ChunkAction.CANCEL;
            }
            if (demand.get() == 0) {
                held = true;
                if (demand.get() == 0) { // Read again, since a request before the flag was set has not resumed.
                    return ChunkAction.HOLD;
                }
            }
            held = false;
            if (demand.get() != Long.MAX_VALUE) {
                demand.decrementAndGet();
            }
            subscriber.onNext(chunk.toByteBuffer());
            return ChunkAction.CONTINUE;
        }

        @Override
        public void onEnd(SpeechResult result) {
            if (isStopped()) {
                reportBadDemand();
            } else if (!result.cancelled()) {
                subscriber.onComplete();
            }
        }

        private void reportBadDemand() {
            IllegalArgumentException bad = badDemand;
            if (bad != null && !cancelled) {
                subscriber.onError(bad);
            }
        }

        @Override
        public void onError(ParlandoException error) {
            if (!cancelled) {
                subscriber.onError(error);
            }
        }
    }
}
