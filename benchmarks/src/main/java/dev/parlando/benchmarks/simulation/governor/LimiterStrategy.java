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

    @SuppressWarnings("NullAway") // The limiter has no use for its context, which only null is of its type.
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
