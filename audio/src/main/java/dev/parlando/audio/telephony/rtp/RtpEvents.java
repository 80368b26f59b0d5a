package dev.parlando.audio.telephony.rtp;

import dev.parlando.audio.internal.pace.SerialExecutor;
import dev.parlando.internal.event.EnginePool;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The events of one session, which are dispatched to its listener in order.
 *
 * <p>They run on the threads of the leg's clock, which all sessions share. A session without a leg has threads of its own,
 * which end when idle.
 *
 * <p>Threading: safe for use from any thread; never blocks.
 */
final class RtpEvents {
    private static final System.Logger LOG = System.getLogger(RtpSession.class.getName());
    /** The media packets that may wait for the listener, which is a second. Digits are never dropped for them. */
    static final int MAX_PENDING_MEDIA = 50;

    private final RtpListener listener;
    private final SerialExecutor queue = new SerialExecutor(this::run);
    private final AtomicInteger pendingMedia = new AtomicInteger();
    private final AtomicBoolean failureLogged = new AtomicBoolean();
    private volatile Executor threads = new EnginePool("parlando-callback");

    RtpEvents(RtpListener listener) {
        this.listener = listener;
    }

    private void run(Runnable task) {
        threads.execute(task);
    }

    /** Replaces the threads for the events from now on. */
    void useThreads(Executor shared) {
        threads = shared;
    }

    boolean acceptsMedia() {
        return pendingMedia.get() < MAX_PENDING_MEDIA;
    }

    void onMedia(ReceivedRtp packet) {
        pendingMedia.incrementAndGet();
        dispatch(target -> {
            pendingMedia.decrementAndGet();
            target.onMedia(packet);
        });
    }

    void dispatch(Consumer<RtpListener> event) {
        queue.execute(() -> {
            try {
                event.accept(listener);
            } catch (Throwable thrown) {
                if (!failureLogged.getAndSet(true)) {
                    LOG.log(System.Logger.Level.WARNING, "a listener of an RTP session failed (logged once)", thrown);
                }
            }
        });
    }
}
