package dev.parlando.speech;

import dev.parlando.error.ParlandoException;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Offers speech to reactive code: each subscription sends its own request and delivers the audio on demand.
 *
 * <p>Each buffer is a copy that the subscriber may keep. Signals come on a ring thread. Without demand the peer is
 * stopped after one window. Source of the rules: the Reactive Streams specification, as in {@link Flow}.
 */
public final class SpeechPublisher implements Flow.Publisher<ByteBuffer> {
    private final SpeechSource source;
    private final SpeechRequest request;

    /** Prepares requests to the source; nothing is sent before a subscription. */
    public SpeechPublisher(SpeechSource source, SpeechRequest request) {
        this.source = source;
        this.request = request;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        SpeechSubscription subscription = new SpeechSubscription(subscriber);
        subscription.start(source, request);
    }

    /** Is one subscription. Demand is added from any thread and spent on the ring thread. */
    private static final class SpeechSubscription implements Flow.Subscription, ChunkHandler {
        private final Flow.Subscriber<? super ByteBuffer> subscriber;
        private final AtomicLong demand = new AtomicLong();
        private volatile @Nullable SpeechStream stream;
        private volatile boolean cancelled;
        private volatile @Nullable IllegalArgumentException badDemand;

        SpeechSubscription(Flow.Subscriber<? super ByteBuffer> subscriber) {
            this.subscriber = subscriber;
        }

        void start(SpeechSource source, SpeechRequest request) {
            subscriber.onSubscribe(this);
            if (isStopped()) {
                reportBadDemand();
                return;
            }
            try {
                SpeechStream started = source.stream(request, this);
                stream = started;
                if (isStopped()) {
                    started.cancel();
                }
                started.resume(); // For demand that came before the stream could be told.
            } catch (ParlandoException error) {
                subscriber.onError(error);
            }
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
            SpeechStream running = stream;
            if (running != null) {
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
                return ChunkAction.HOLD;
            }
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
