package dev.parlando.internal.call;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.AuthenticationException;
import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Priority;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.limiter.ConcurrencyReport;
import dev.parlando.internal.limiter.Gate;
import dev.parlando.internal.limiter.Ticket;
import dev.parlando.telemetry.Attempt;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends one call when the account has room for it, and again if that is safe, until the service accepts it or the last error
 * is final. It holds a permit from the request to the end of the answer.
 *
 * <p>Threading: owned by the event loop of its lane, except what the {@link Gate} calls.
 */
final class Attempts implements Ticket.Owner {
    /** How long the keys may take to say that there is another. */
    private static final long KEY_TIMEOUT_SECONDS = 5;

    /** Is the call that is attempted. */
    interface Call {
        /** Makes the exchange of the next attempt, which reports to {@link #accepted}, and {@link #ended} or {@link #failed}. */
        Exchange newExchange();

        /** Returns whether the request may be processed twice. */
        boolean isIdempotent();

        /** Returns whether the request may be sent again after an answer that it failed, which may have done a part of it. */
        boolean isRepeatedIfFailed();

        /** Returns whether another key will do if the service takes the present one no more. */
        boolean mayChangeKey();

        /** Is told of the error of the last attempt. */
        void onGivenUp(ParlandoException error);
    }

    private final Lane lane;
    private final Gate gate;
    private final Ticket ticket;
    private final Call call;
    private final Timeline timeline;
    private final long deadlineNanos;
    private @Nullable Exchange exchange;
    private @Nullable ScheduledFuture<?> next;
    private int number;
    private int uncounted;
    private boolean keyChanged;
    private long startNanos;
    private long waitedNanos;
    private @Nullable LimitSnapshot admission;
    private boolean queued;
    private boolean stopped;

    /**
     * Prepares the first attempt.
     *
     * @param gate gives the permits
     * @param deadlineNanos when the call must be over, on the timeline
     */
    Attempts(Lane lane, Gate gate, Priority priority, Call call, Timeline timeline, long deadlineNanos) {
        this.lane = lane;
        this.gate = gate;
        this.ticket =
                new Ticket(this, priority, lane.settings().governor().maxWait().toNanos());
        this.call = call;
        this.timeline = timeline;
        this.deadlineNanos = deadlineNanos;
    }

    /** Makes an attempt. */
    void start() {
        next = null;
        if (!stopped) {
            begin();
            gate.enter(ticket);
        }
    }

    private void begin() {
        if (++number > 1) {
            timeline.restart();
        }
        startNanos = timeline.elapsedNanos();
        exchange = null;
        admission = null;
        queued = true;
    }

    @Override
    public void admitted() {
        lane.execute(this::send);
    }

    private void send() {
        if (stopped) {
            return;
        }
        queued = false;
        timeline.mark(TimelineEvent.PERMIT);
        waitedNanos = timeline.elapsedNanos() - startNanos;
        admission = gate.snapshot();
        Exchange attempt = call.newExchange();
        exchange = attempt;
        lane.open(attempt);
    }

    @Override
    public void refused(ParlandoException error) {
        lane.execute(() -> {
            if (!stopped) {
                waitedNanos = timeline.elapsedNanos() - startNanos;
                note(error, null);
                giveUp(error);
            }
        });
    }

    /** Is told that the service accepted the request; whatever fails from now on is final. */
    void accepted(ConcurrencyReport report) {
        stopped = true;
        note(null, gate.responded(ticket, report));
        lane.retries().succeeded();
    }

    /** Is told that the service has sent all of its answer. */
    void ended() {
        gate.leave(ticket);
    }

    /** Is told that the present attempt failed. */
    void failed(ParlandoException error) {
        if (stopped) {
            giveUp(error);
            return;
        }
        note(error, null);
        boolean byTheService = error instanceof CapacityException refusal && refusal.error() != null;
        if (byTheService && gate.reenter(ticket, (CapacityException) error)) {
            uncounted++;
            begin();
            return;
        }
        gate.leave(ticket);
        if (error instanceof AuthenticationException refusal && refusal.isKeyRefused()) {
            changeKey(refusal);
        } else {
            tryAgain(error);
        }
    }

    /** Makes another attempt with another key, once, if there is one; the keys may have to be asked for. */
    private void changeKey(AuthenticationException refusal) {
        ApiKey used = exchange == null ? null : exchange.apiKey();
        if (used == null) {
            giveUp(refusal);
            return;
        }
        next = lane.schedule(() -> giveUp(refusal), KEY_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        ScheduledFuture<?> limit = next;
        lane.keys()
                .refused(used, refusal.error())
                .thenAccept(replaced -> lane.execute(() -> {
                    if (!stopped && limit.cancel(false)) {
                        onKeys(replaced, refusal);
                    }
                }));
    }

    private void onKeys(boolean replaced, AuthenticationException refusal) {
        if (replaced && !keyChanged && call.mayChangeKey()) {
            keyChanged = true;
            uncounted++;
            start();
        } else {
            giveUp(refusal);
        }
    }

    private void tryAgain(ParlandoException error) {
        if (error instanceof RequestRejectedException && !call.isRepeatedIfFailed()) {
            giveUp(error);
            return;
        }
        boolean hadBegun = exchange != null && exchange.hasBegun();
        long delayNanos = lane.retries().delayNanos(number - uncounted, error, hadBegun, call.isIdempotent());
        if (delayNanos == Retries.NEVER || delayNanos > deadlineNanos - timeline.elapsedNanos()) {
            giveUp(error);
        } else {
            next = lane.schedule(this::start, delayNanos, TimeUnit.NANOSECONDS);
        }
    }

    private void giveUp(ParlandoException error) {
        stopped = true;
        gate.leave(ticket);
        call.onGivenUp(error);
    }

    private void note(@Nullable ParlandoException failure, @Nullable LimitSnapshot response) {
        ApiKey key = exchange == null ? null : exchange.apiKey();
        timeline.note(new Attempt(
                number,
                key == null ? null : key.fingerprint(),
                startNanos,
                waitedNanos,
                timeline.elapsedNanos(),
                failure,
                admission,
                response));
    }

    /** Returns the error for a call that has waited for a permit until its time ran out; null if it does not wait for one. */
    @Nullable
    ParlandoException waitedInVain() {
        return queued && !stopped ? gate.waitedInVain(ticket) : null;
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
        gate.leave(ticket);
    }
}
