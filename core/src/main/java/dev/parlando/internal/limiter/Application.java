package dev.parlando.internal.limiter;

import dev.parlando.error.ParlandoException;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Permit;
import dev.parlando.governor.Priority;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Is the application's own request for a permit, and then the permit.
 *
 * <p>Threading: safe for use from any thread.
 */
final class Application implements Ticket.Owner {
    /** Longer than anything runs, and short enough to count in nanoseconds. */
    private static final Duration FOREVER = Duration.ofDays(10_000);

    private final Gate gate;
    private final Ticket ticket;
    private final CompletableFuture<Permit> result = new CompletableFuture<>();
    private volatile @Nullable Thread starter = Thread.currentThread();

    Application(Gate gate, Priority priority, Duration maxWait) {
        this.gate = gate;
        this.ticket = new Ticket(this, priority, inRange(maxWait).toNanos());
    }

    private static Duration inRange(Duration maxWait) {
        if (maxWait.isNegative()) {
            return Duration.ZERO;
        }
        return maxWait.compareTo(FOREVER) > 0 ? FOREVER : maxWait;
    }

    /** Asks the gate; called once, by the thread that made it. */
    CompletableFuture<Permit> start() {
        gate.enter(ticket);
        result.whenComplete((permit, failure) -> {
            if (failure != null) {
                gate.leave(ticket); // It was cancelled, or it has left already.
            }
        });
        starter = null;
        return result;
    }

    @Override
    public void admitted() {
        tell(() -> {
            if (!result.complete(new Held(gate, ticket, gate.snapshot()))) {
                gate.leave(ticket);
            }
        });
    }

    @Override
    public void refused(ParlandoException error) {
        tell(() -> result.completeExceptionally(error));
    }

    /** Runs what users have chained to the result where it holds nobody up, and where giving back leads to no recursion. */
    private void tell(Runnable completion) {
        if (Thread.currentThread() == starter) {
            completion.run(); // Nobody has the result yet.
        } else {
            result.defaultExecutor().execute(completion);
        }
    }

    /** Waits for a permit; a thread that is interrupted gets none. */
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

    /** Is a permit that was given. */
    private record Held(Gate gate, Ticket ticket, LimitSnapshot admission) implements Permit {
        @Override
        public void responded(@Nullable Integer current, @Nullable Integer maximum, @Nullable Integer workspace) {
            gate.responded(ticket, ConcurrencyReport.of(current, maximum, workspace));
        }

        @Override
        public void close() {
            gate.leave(ticket);
        }
    }
}
