package dev.parlando.internal.limiter;

import dev.parlando.error.ParlandoException;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Permit;
import dev.parlando.governor.Priority;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A permit request made by user code, and then the permit.
 *
 * <p>Threading: safe for use from any thread.
 */
final class UserPermitRequest implements PermitRequest.Callback {
    /** Longer than any process runs, and short enough to be counted in nanoseconds. */
    private static final Duration MAX_WAIT = Duration.ofDays(10_000);

    private final ConcurrencyLimiter limiter;
    private final Executor callbacks;
    private final PermitRequest request;
    private final CompletableFuture<Permit> result = new CompletableFuture<>();
    private volatile @Nullable Thread startingThread = Thread.currentThread();

    UserPermitRequest(
            ConcurrencyLimiter limiter, PermitOwner users, Executor callbacks, Priority priority, Duration maxWait) {
        this.limiter = limiter;
        this.callbacks = callbacks;
        this.request =
                new PermitRequest(this, users, priority, clampWait(maxWait).toNanos());
    }

    private static Duration clampWait(Duration maxWait) {
        if (maxWait.isNegative()) {
            return Duration.ZERO;
        }
        return maxWait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : maxWait;
    }

    /** Requests the permit. Called once, on the thread that created this object. */
    CompletableFuture<Permit> start() {
        limiter.submit(request);
        result.whenComplete((permit, failure) -> {
            if (failure != null) {
                limiter.release(request); // The result was cancelled, or the request has already left.
            }
        });
        startingThread = null;
        return result;
    }

    @Override
    public void onPermit() {
        complete(() -> {
            if (!result.complete(new HeldPermit(limiter, request, limiter.snapshot()))) {
                limiter.release(request);
            }
        });
    }

    @Override
    public void onRefused(ParlandoException error) {
        complete(() -> result.completeExceptionally(error));
    }

    /**
     * Completes the result on an executor after {@link #start}, so that dependent user code neither blocks the limiter
     * nor recurses into it.
     */
    private void complete(Runnable completion) {
        if (Thread.currentThread() == startingThread) {
            completion.run(); // The caller does not have the result yet.
        } else {
            callbacks.execute(completion);
        }
    }

    /** Waits for a permit; an interrupted thread gets none. */
    static Permit await(CompletableFuture<Permit> result) throws InterruptedException {
        try {
            return result.get();
        } catch (InterruptedException e) {
            if (!result.cancel(false) && !result.isCompletedExceptionally()) {
                result.join().close();
            }
            throw e;
        } catch (ExecutionException e) {
            throw ParlandoException.from(e);
        }
    }

    /** A granted permit. */
    private record HeldPermit(ConcurrencyLimiter limiter, PermitRequest request, LimitSnapshot limitAtPermit)
            implements Permit {
        @Override
        public void onResponse(@Nullable Integer current, @Nullable Integer maximum, @Nullable Integer workspace) {
            limiter.onResponse(request, ConcurrencyReport.of(current, maximum, workspace));
        }

        @Override
        public void close() {
            limiter.release(request);
        }
    }
}
