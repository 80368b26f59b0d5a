package dev.parlando.benchmarks.simulation.governor;

import com.netflix.concurrency.limits.Limit;
import com.netflix.concurrency.limits.Limiter;
import com.netflix.concurrency.limits.limiter.SimpleLimiter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Puts a queue in front of a limiter of concurrency-limits, which takes the whole of a stream for its latency.
 *
 * <p>A limit that never changes makes it a semaphore. What was refused goes to the front again after a pause.
 *
 * <p>Threading: belongs to the thread of its time.
 */
final class LimiterStrategy implements Strategy {
    private final VirtualTime time;
    private final Outlet outlet;
    private final Backoff backoff;
    private final Limiter<Void> limiter;
    private final Deque<Utterance> queue = new ArrayDeque<>();
    private final Map<Utterance, Limiter.Listener> permits = new HashMap<>();

    LimiterStrategy(VirtualTime time, Outlet outlet, Backoff backoff, Limit limit) {
        this.time = time;
        this.outlet = outlet;
        this.backoff = backoff;
        this.limiter =
                SimpleLimiter.newBuilder().limit(limit).nanoClock(time::nanos).build();
    }

    @Override
    public void offer(Utterance utterance) {
        queue.addLast(utterance);
        sendWhatMay();
    }

    @Override
    public void headed(Utterance utterance, @Nullable ConcurrencyHead head) {}

    @Override
    public void ended(Utterance utterance) {
        permit(utterance).onSuccess();
        sendWhatMay();
    }

    @Override
    public void refused(Utterance utterance, Refused why) {
        permit(utterance).onDropped();
        time.after(backoff.nanos(utterance.refusals()), () -> {
            queue.addFirst(utterance);
            sendWhatMay();
        });
        sendWhatMay();
    }

    @Override
    public int permitsInUse() {
        return permits.size();
    }

    private Limiter.Listener permit(Utterance utterance) {
        return Objects.requireNonNull(permits.remove(utterance));
    }

    @SuppressWarnings("NullAway") // The limiter has no use for its context, which only null is of its type.
    private void sendWhatMay() {
        while (!queue.isEmpty()) {
            Optional<Limiter.Listener> permit = limiter.acquire(null);
            if (permit.isEmpty()) {
                return;
            }
            Utterance next = queue.removeFirst();
            permits.put(next, permit.get());
            outlet.send(next);
        }
    }
}
