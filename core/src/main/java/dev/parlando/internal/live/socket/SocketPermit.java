package dev.parlando.internal.live.socket;

import dev.parlando.error.ParlandoException;
import dev.parlando.governor.Priority;
import dev.parlando.internal.limiter.ConcurrencyLimiter;
import dev.parlando.internal.limiter.ConcurrencyReport;
import dev.parlando.internal.limiter.EngineGovernor;
import dev.parlando.internal.limiter.PermitRequest;
import java.util.concurrent.Executor;

/**
 * The permit of a generation of speech, or of a connection for dialogue.
 *
 * <p>Threading: owned by the event loop, except the methods of the callback, which the limiter calls on any thread.
 */
final class SocketPermit implements PermitRequest.Callback {
    /** A receiver of the outcome, called on the event loop unless the permit was released before. */
    interface Listener {
        /** Called when the permit is granted. */
        void onPermit();

        /** Called when there is no permit. */
        void onPermitRefused(ParlandoException error);
    }

    private final ConcurrencyLimiter limiter;
    private final PermitRequest request;
    private final Executor loop;
    private final Listener listener;
    private boolean held;
    private boolean released;
    private boolean reported;

    SocketPermit(
            EngineGovernor governor, ConcurrencyLimiter limiter, Priority priority, Executor loop, Listener listener) {
        this.limiter = limiter;
        this.request = governor.newRequest(this, priority);
        this.loop = loop;
        this.listener = listener;
    }

    void request() {
        limiter.submit(request);
    }

    boolean isHeld() {
        return held;
    }

    /** Returns the error for a request that stops waiting. */
    ParlandoException timeout() {
        return limiter.permitTimeout(request);
    }

    /** Reports, once, that the service has accepted the work, so that the limit may grow. */
    void onAccepted() {
        if (!reported && held) {
            reported = true;
            limiter.onResponse(request, ConcurrencyReport.NONE);
        }
    }

    /** Returns the permit, or leaves the queue. Has no effect after the first call. */
    void release() {
        if (!released) {
            released = true;
            held = false;
            limiter.release(request);
        }
    }

    @Override
    public void onPermit() {
        loop.execute(() -> {
            if (!released) {
                held = true;
                listener.onPermit();
            }
        });
    }

    @Override
    public void onRefused(ParlandoException error) {
        loop.execute(() -> {
            if (!released) {
                released = true;
                listener.onPermitRefused(error);
            }
        });
    }
}
