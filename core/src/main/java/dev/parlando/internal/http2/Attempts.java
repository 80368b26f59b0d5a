package dev.parlando.internal.http2;

import dev.parlando.error.ParlandoException;
import dev.parlando.telemetry.Attempt;
import dev.parlando.telemetry.Timeline;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends one call, and again if that is safe, until the service accepts it or the last error is final.
 *
 * <p>Threading: owned by the event loop of its lane.
 */
final class Attempts {
    /** Is the call that is attempted. */
    interface Call {
        /** Makes the exchange of the next attempt, which reports to {@link #accepted()} or {@link #failed}. */
        Exchange newExchange();

        /** Returns whether the request may be processed twice. */
        boolean isIdempotent();

        /** Is told of the error of the last attempt. */
        void onGivenUp(ParlandoException error);
    }

    private final Lane lane;
    private final Call call;
    private final Timeline timeline;
    private final long deadlineNanos;
    private @Nullable Exchange exchange;
    private @Nullable ScheduledFuture<?> next;
    private int number;
    private long startNanos;
    private boolean stopped;

    /**
     * Prepares the first attempt.
     *
     * @param deadlineNanos when the call must be over, on the timeline
     */
    Attempts(Lane lane, Call call, Timeline timeline, long deadlineNanos) {
        this.lane = lane;
        this.call = call;
        this.timeline = timeline;
        this.deadlineNanos = deadlineNanos;
    }

    /** Makes an attempt. */
    void start() {
        next = null;
        if (stopped) {
            return;
        }
        if (++number > 1) {
            timeline.restart();
        }
        startNanos = timeline.elapsedNanos();
        Exchange attempt = call.newExchange();
        exchange = attempt;
        lane.open(attempt);
    }

    /** Is told that the service accepted the request; whatever fails from now on is final. */
    void accepted() {
        stopped = true;
        timeline.note(new Attempt(number, startNanos, timeline.elapsedNanos(), null));
        lane.retries().succeeded();
    }

    /** Is told that the present attempt failed. */
    void failed(ParlandoException error) {
        if (stopped) {
            call.onGivenUp(error);
            return;
        }
        long now = timeline.elapsedNanos();
        long delayNanos =
                lane.retries().delayNanos(number, error, exchange != null && exchange.hasBegun(), call.isIdempotent());
        timeline.note(new Attempt(number, startNanos, now, error));
        if (delayNanos == Retries.NEVER || delayNanos > deadlineNanos - now) {
            stopped = true;
            call.onGivenUp(error);
        } else {
            next = lane.schedule(this::start, delayNanos, TimeUnit.NANOSECONDS);
        }
    }

    /** Ends the present attempt, and no other is made; nothing is reported. */
    void stop() {
        stopped = true;
        if (next != null) {
            next.cancel(false);
        }
        if (exchange != null) {
            exchange.abandon(Http2Error.CANCEL);
        }
    }
}
