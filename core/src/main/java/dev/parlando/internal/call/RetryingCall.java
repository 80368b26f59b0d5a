package dev.parlando.internal.call;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.AuthenticationException;
import dev.parlando.error.CapacityException;
import dev.parlando.error.ParlandoException;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Priority;
import dev.parlando.internal.event.LoopTimer;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.limiter.ConcurrencyLimiter;
import dev.parlando.internal.limiter.ConcurrencyReport;
import dev.parlando.internal.limiter.PermitRequest;
import dev.parlando.telemetry.AttemptRecord;
import dev.parlando.telemetry.TimelineEvent;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call with its retries. It waits for a permit, sends the request, and retries while a retry is safe, until the
 * service accepts the request or an error is final. The permit is held from the request until the response ends.
 *
 * <p>Threading: owned by the event loop of its shard, except {@link #onPermit} and {@link #onRefused}, which the
 * {@link ConcurrencyLimiter} calls on any thread.
 */
final class RetryingCall implements PermitRequest.Callback {
    /** Limit on the wait for a replacement key. */
    private static final long KEY_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** The call behind the attempts. */
    interface Target extends EventLoopShard.Task {
        /**
         * Creates the exchange of the next attempt, which reports to {@link #onAccepted}, and {@link #onEnded},
         * {@link #onErrorResponse} or {@link #onAttemptFailed}.
         */
        Exchange newExchange();

        /** Called with the error of the last attempt. */
        void onFinalFailure(ParlandoException error);
    }

    /** An observer of the attempts. Called on the event loop; must be quick and must not throw. */
    interface Observer {
        /** An observer that does nothing. */
        Observer NONE = new Observer() {};

        /** Called before an attempt waits for its permit. */
        default void onAttemptStarted(int attempt) {}

        /** Called when the service has accepted an attempt or the attempt has failed. */
        default void onAttemptEnded(AttemptRecord attempt) {}

        /** Called when another attempt will follow the given one. */
        default void onRetryPlanned(int attempt, long delayNanos) {}
    }

    /**
     * The rules for the wait and the retries of a call. Immutable.
     *
     * @param priority priority among the calls that wait for a permit
     * @param deadlineNanos deadline of the call, as a time on the timeline
     * @param idempotent whether the service may process the request twice
     * @param allowsOtherKey whether to retry with another key if the service rejects the current one
     */
    record Rules(Priority priority, long deadlineNanos, boolean idempotent, boolean allowsOtherKey) {}

    private final EventLoopShard shard;
    private final ConcurrencyLimiter limiter;
    private final PermitRequest permitRequest;
    private final Target call;
    private final TimelineRecorder timeline;
    private final Observer observer;
    private final Rules rules;
    private @Nullable Exchange exchange;
    private @Nullable ScheduledFuture<?> scheduledRetry;
    private @Nullable LoopTimer keyTimer;
    private int attemptNumber;
    private int freeAttempts;
    private boolean keyReplaced;
    private long startNanos;
    private long permitWaitNanos;
    private @Nullable LimitSnapshot limitAtPermit;
    private boolean waitingForPermit;
    private boolean stopped;

    /**
     * Prepares a call; {@link #start} makes the first attempt.
     *
     * @param limiter grants the permits
     * @param timeline records the attempts
     * @param observer notified of the attempts
     */
    RetryingCall(
            EventLoopShard shard,
            ConcurrencyLimiter limiter,
            Rules rules,
            Target call,
            TimelineRecorder timeline,
            Observer observer) {
        this.shard = shard;
        this.limiter = limiter;
        this.permitRequest = shard.governor().newRequest(this, rules.priority());
        this.call = call;
        this.timeline = timeline;
        this.observer = observer;
        this.rules = rules;
    }

    /** Starts an attempt. */
    void start() {
        scheduledRetry = null;
        if (!stopped) {
            beginAttempt();
            limiter.submit(permitRequest);
        }
    }

    private void beginAttempt() {
        if (++attemptNumber > 1) {
            timeline.beginAttempt();
        }
        startNanos = timeline.elapsedNanos();
        exchange = null;
        limitAtPermit = null;
        waitingForPermit = true;
        observer.onAttemptStarted(attemptNumber);
    }

    @Override
    public void onPermit() {
        shard.execute(call, this::send);
    }

    private void send() {
        if (stopped) {
            return;
        }
        waitingForPermit = false;
        timeline.mark(TimelineEvent.PERMIT);
        permitWaitNanos = timeline.elapsedNanos() - startNanos;
        limitAtPermit = limiter.snapshot();
        Exchange attempt = call.newExchange();
        exchange = attempt;
        shard.submit(attempt);
    }

    @Override
    public void onRefused(ParlandoException error) {
        shard.execute(call, () -> {
            if (!stopped) {
                permitWaitNanos = timeline.elapsedNanos() - startNanos;
                recordAttempt(error, null);
                failFinally(error);
            }
        });
    }

    /** Called when the service accepts the request; any later failure is final. */
    void onAccepted(ConcurrencyReport report) {
        stopped = true;
        recordAttempt(null, limiter.onResponse(permitRequest, report));
        shard.retries().onSuccess();
    }

    /** Called when the response is complete. */
    void onEnded() {
        limiter.release(permitRequest);
    }

    /** Called when the current attempt fails. */
    void onAttemptFailed(ParlandoException error) {
        if (stopped) {
            failFinally(error);
            return;
        }
        recordAttempt(error, null);
        boolean fromService = error instanceof CapacityException rejection && rejection.error() != null;
        if (fromService && limiter.requeue(permitRequest, (CapacityException) error)) {
            freeAttempts++;
            observer.onRetryPlanned(attemptNumber, 0);
            beginAttempt();
            return;
        }
        limiter.release(permitRequest);
        if (error instanceof AuthenticationException rejection && rejection.isKeyRejected()) {
            retryWithOtherKey(rejection);
        } else {
            retryOrFail(error);
        }
    }

    /** Called when the service refused the current attempt with a body, which is parsed off the event loop. */
    void onErrorResponse(Supplier<ParlandoException> parser) {
        shard.callbacks().pool().execute(() -> {
            ParlandoException error = parse(parser);
            shard.execute(call, () -> {
                if (!stopped) {
                    onAttemptFailed(error);
                }
            });
        });
    }

    private static ParlandoException parse(Supplier<ParlandoException> parser) {
        try {
            return parser.get();
        } catch (Throwable thrown) {
            return UnexpectedFailure.toException(thrown);
        }
    }

    /** Called when an attempt threw an exception. */
    void onUnexpected(Throwable thrown) {
        shard.abort(call, thrown);
    }

    /** Retries once with another key if one is available. The key provider may have to be polled first. */
    private void retryWithOtherKey(AuthenticationException rejection) {
        ApiKey used = exchange == null ? null : exchange.apiKey();
        if (used == null) {
            failFinally(rejection);
            return;
        }
        LoopTimer timeout = new LoopTimer(shard.loop(), shard.guarded(call, () -> failFinally(rejection)));
        keyTimer = timeout;
        timeout.start(KEY_TIMEOUT_NANOS);
        shard.keys()
                .onRejected(used, rejection.error())
                .thenAccept(replaced -> shard.execute(call, () -> {
                    if (!stopped) {
                        timeout.stop();
                        onKeyAnswer(replaced, rejection);
                    }
                }));
    }

    private void onKeyAnswer(boolean replaced, AuthenticationException rejection) {
        if (replaced && !keyReplaced && rules.allowsOtherKey()) {
            keyReplaced = true;
            freeAttempts++;
            observer.onRetryPlanned(attemptNumber, 0);
            start();
        } else {
            failFinally(rejection);
        }
    }

    private void retryOrFail(ParlandoException error) {
        boolean started = exchange != null && exchange.hasStarted();
        long delayNanos = shard.retries().delayNanos(attemptNumber - freeAttempts, error, started, rules.idempotent());
        if (delayNanos == RetryBudget.NEVER || delayNanos > rules.deadlineNanos() - timeline.elapsedNanos()) {
            failFinally(error);
        } else {
            observer.onRetryPlanned(attemptNumber, delayNanos);
            scheduledRetry = shard.schedule(call, this::start, delayNanos, TimeUnit.NANOSECONDS);
        }
    }

    private void failFinally(ParlandoException error) {
        stopped = true;
        limiter.release(permitRequest);
        call.onFinalFailure(error);
    }

    private void recordAttempt(@Nullable ParlandoException failure, @Nullable LimitSnapshot response) {
        ApiKey key = exchange == null ? null : exchange.apiKey();
        AttemptRecord attempt = new AttemptRecord(
                attemptNumber,
                key == null ? null : key.fingerprint(),
                startNanos,
                permitWaitNanos,
                timeline.elapsedNanos(),
                failure,
                limitAtPermit,
                response);
        timeline.recordAttempt(attempt);
        observer.onAttemptEnded(attempt);
    }

    /**
     * Returns the error for a call whose deadline passes while it waits for a permit; null if it does not wait for one.
     */
    @Nullable
    ParlandoException permitTimeout() {
        return waitingForPermit && !stopped ? limiter.permitTimeout(permitRequest) : null;
    }

    /** Ends the current attempt and makes no other; reports nothing. */
    void cancel() {
        stopped = true;
        if (scheduledRetry != null) {
            scheduledRetry.cancel(false);
        }
        if (keyTimer != null) {
            keyTimer.stop();
        }
        try {
            if (exchange != null) {
                exchange.cancel(Http2Error.CANCEL);
            }
        } finally {
            limiter.release(permitRequest);
        }
    }
}
