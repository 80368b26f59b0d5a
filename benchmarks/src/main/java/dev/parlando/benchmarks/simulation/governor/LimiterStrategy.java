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
 * A strategy that queues in front of a limiter of concurrency-limits. The limiter measures the duration of the whole
 * stream as latency.
 *
 * <p>With a fixed limit it is a semaphore. A refused utterance returns to the front of the queue after a backoff.
 *
 * <p>Threading: confined to the thread that runs its {@link VirtualTime}.
 */
final class LimiterStrategy implements SharingStrategy {
    private final VirtualTime time;
    private final RequestSender sender;
    private final ClientBackoff backoff;
    private final Limiter<Void> limiter;
    private final Deque<SimulatedUtterance> queue = new ArrayDeque<>();
    private final Map<SimulatedUtterance, Limiter.Listener> permits = new HashMap<>();

    LimiterStrategy(VirtualTime time, RequestSender sender, ClientBackoff backoff, Limit limit) {
        this.time = time;
        this.sender = sender;
        this.backoff = backoff;
        this.limiter = SimpleLimiter.newBuilder()
                .limit(limit)
                .nanoClock(time::nanoTime)
                .build();
    }

    @Override
    public void offer(SimulatedUtterance utterance) {
        queue.addLast(utterance);
        sendPermitted();
    }

    @Override
    public void headersReceived(SimulatedUtterance utterance, @Nullable ConcurrencyHeaders head) {}

    @Override
    public void ended(SimulatedUtterance utterance) {
        permit(utterance).onSuccess();
        sendPermitted();
    }

    @Override
    public void refused(SimulatedUtterance utterance, RefusalReason why) {
        permit(utterance).onDropped();
        time.schedule(backoff.nanos(utterance.refusals()), () -> {
            queue.addFirst(utterance);
            sendPermitted();
        });
        sendPermitted();
    }

    @Override
    public int permitsInUse() {
        return permits.size();
    }

    private Limiter.Listener permit(SimulatedUtterance utterance) {
        return Objects.requireNonNull(permits.remove(utterance));
    }

    @SuppressWarnings("NullAway") // The limiter ignores its context, and null is the only value of type Void.
    private void sendPermitted() {
        while (!queue.isEmpty()) {
            Optional<Limiter.Listener> permit = limiter.acquire(null);
            if (permit.isEmpty()) {
                return;
            }
            SimulatedUtterance next = queue.removeFirst();
            permits.put(next, permit.get());
            sender.send(next);
        }
    }
}
