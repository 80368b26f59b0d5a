package dev.parlando.internal.live.socket;

import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.internal.call.EventLoopShard;
import dev.parlando.internal.event.LoopTimer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The limit on the silence of the service after text. Only the end of the text is certain to be followed by more than
 * one message.
 *
 * <p>Threading: owned by the event loop.
 */
final class ServiceSilence {
    private final Duration limit;
    private final BooleanSupplier reading;
    private final Consumer<ParlandoException> onTimeout;
    private final LoopTimer timer;

    /**
     * Creates a timer that is not running.
     *
     * @param reading returns whether the connection reads; otherwise the silence is that of the handler
     */
    ServiceSilence(
            EventLoopShard shard,
            EventLoopShard.Task task,
            BooleanSupplier reading,
            Consumer<ParlandoException> onTimeout) {
        this.limit = shard.settings().connect().timeouts().silence();
        this.reading = reading;
        this.onTimeout = onTimeout;
        this.timer = new LoopTimer(shard.loop(), shard.guarded(task, this::onExpired));
    }

    /** Starts after text was sent. */
    void start() {
        timer.start(limit.toNanos());
    }

    /** Called with each message of the service. */
    void onMessage(boolean moreExpected) {
        if (moreExpected) {
            start();
        } else {
            stop();
        }
    }

    void stop() {
        timer.stop();
    }

    private void onExpired() {
        if (!reading.getAsBoolean()) {
            start();
            return;
        }
        onTimeout.accept(new TransportException(
                "the service has sent nothing for " + limit.toMillis() + " ms after text",
                null,
                RequestProgress.PROCESSED,
                TimeoutPhase.SILENCE));
    }
}
