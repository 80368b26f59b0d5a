package dev.parlando.internal.live.socket;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.AuthenticationException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.internal.call.EventLoopShard;
import dev.parlando.internal.event.LoopTimer;

/**
 * The decision about another context for a text whose context was lost. Text that the service may have spoken is sent
 * again only if the caller has allowed it.
 *
 * <p>Threading: owned by the event loop.
 */
final class ContextRetries {
    private static final int MAX_RESENDS = 3;

    /** The stream of the text. */
    interface Host extends EventLoopShard.Task {
        /** Called when the text is to be sent again, from the first segment whose audio has not arrived. */
        void again();

        /** Called when the error is final. */
        void failFinally(ParlandoException error);
    }

    private final EventLoopShard shard;
    private final boolean resend;
    private final Host host;
    private final LoopTimer timer;
    private boolean keyReplaced;
    private int attempts;
    private int resends;

    /**
     * Creates the state before the first attempt.
     *
     * @param resend whether text that was sent may be sent again
     */
    ContextRetries(EventLoopShard shard, boolean resend, Host host) {
        this.shard = shard;
        this.resend = resend;
        this.host = host;
        this.timer = new LoopTimer(shard.loop(), shard.guarded(host, host::again));
    }

    /** Counts an attempt, and returns the number of those since the last audio. */
    int onAttempt() {
        return ++attempts;
    }

    /** Called with each audio. */
    void onAudio() {
        attempts = 1;
    }

    /** Called when the context of the last attempt was lost. */
    void onLost(ParlandoException error, boolean hadAudio) {
        if (error instanceof AuthenticationException rejection && rejection.isKeyRejected() && !keyReplaced) {
            tryOtherKey(rejection, hadAudio);
        } else {
            retryOrFail(error);
        }
    }

    private void tryOtherKey(AuthenticationException rejection, boolean hadAudio) {
        keyReplaced = true;
        ApiKey used = shard.keys().active();
        if (used == null || hadAudio) {
            host.failFinally(rejection);
            return;
        }
        shard.keys()
                .onRejected(used, rejection.error())
                .thenAccept(replaced -> shard.execute(host, () -> {
                    if (replaced) {
                        host.again();
                    } else {
                        host.failFinally(rejection);
                    }
                }));
    }

    private void retryOrFail(ParlandoException error) {
        long delayNanos = delayNanos(error);
        if (delayNanos < 0) {
            host.failFinally(error);
        } else {
            timer.start(delayNanos);
        }
    }

    private long delayNanos(ParlandoException error) {
        if (error.progress() != RequestProgress.PROCESSED) {
            return shard.retryDelayNanos(attempts, error);
        }
        if (resend && error instanceof TransportException && resends < MAX_RESENDS) {
            resends++;
            return shard.retryDelayNanos(attempts, SocketErrors.lost(error));
        }
        return -1;
    }

    void stop() {
        timer.stop();
    }
}
