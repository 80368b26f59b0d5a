package dev.parlando.internal.event;

import dev.parlando.governor.LimitSnapshot;
import dev.parlando.telemetry.EngineListener;
import dev.parlando.telemetry.EngineStats;
import dev.parlando.telemetry.EngineStats.ConnectionCount;
import dev.parlando.telemetry.EngineStats.RingUse;
import dev.parlando.telemetry.StreamEnded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * The counters of one engine, and the dispatcher of its events.
 *
 * <p>Threading: safe for use from any thread. Counting allocates nothing and never blocks. An event is created only if
 * there is a listener.
 */
public final class EngineTelemetry implements AutoCloseable {
    private final EventDispatcher<EngineListener> dispatcher = new EventDispatcher<>("engine");
    private final AtomicLong streamNumber = new AtomicLong();
    private final AtomicLong connectionNumber = new AtomicLong();
    private final LongAdder completedStreams = new LongAdder();
    private final LongAdder cancelledStreams = new LongAdder();
    private final LongAdder failedStreams = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder receivedBytes = new LongAdder();
    private final Map<String, Connections> connections = new ConcurrentHashMap<>();

    /** Creates the telemetry of an engine that has done nothing. */
    public EngineTelemetry(List<EngineListener> listeners) {
        listeners.forEach(dispatcher::add);
    }

    /** Delivers an event, which is created only if there is a listener. */
    public <E> void dispatch(Supplier<E> event, Receiver<E> receiver) {
        if (dispatcher.hasListeners()) {
            E created = event.get();
            dispatcher.dispatch(listener -> receiver.receive(listener, created));
        }
    }

    /** The method of a listener that receives a kind of event. */
    @FunctionalInterface
    public interface Receiver<E> {
        /** Passes the event to the listener. */
        void receive(EngineListener listener, E event);
    }

    /** Counts a call for speech and returns its number. */
    public long onStreamStarted() {
        return streamNumber.incrementAndGet();
    }

    /** Counts the end of a stream. */
    public void onStreamEnded(StreamEnded.Outcome outcome) {
        switch (outcome) {
            case COMPLETED -> completedStreams.increment();
            case CANCELLED -> cancelledStreams.increment();
            case FAILED -> failedStreams.increment();
        }
    }

    /** Counts a retry of a stream. */
    public void onRetry() {
        retries.increment();
    }

    /** Counts audio that has arrived. */
    public void onBytes(int bytes) {
        receivedBytes.add(bytes);
    }

    /** Returns the number of the next connection. */
    public long nextConnectionNumber() {
        return connectionNumber.incrementAndGet();
    }

    /** Returns the counter of the open connections of a protocol. */
    public Connections connections(String protocol) {
        return connections.computeIfAbsent(protocol, name -> new Connections());
    }

    /** Returns the state of the engine, with limits and rings that the caller has read. */
    public EngineStats stats(List<LimitSnapshot> limits, List<RingUse> rings) {
        Map<String, ConnectionCount> open = new HashMap<>();
        connections.forEach((protocol, count) -> {
            ConnectionCount now = count.get();
            if (now.inUse() + now.idle() > 0) {
                open.put(protocol, now);
            }
        });
        // Streams end after they start, so that the ends are read first.
        long completed = completedStreams.sum();
        long cancelled = cancelledStreams.sum();
        long failed = failedStreams.sum();
        return new EngineStats(
                open,
                limits,
                rings,
                streamNumber.get(),
                completed,
                cancelled,
                failed,
                retries.sum(),
                receivedBytes.sum(),
                dispatcher.droppedEvents());
    }

    /** Delivers the pending events and ends the thread. */
    @Override
    public void close() {
        dispatcher.close();
    }

    /** The number of open connections of one protocol, and of those in use, which are read together. */
    public static final class Connections {
        private static final long ONE_IN_USE = 1L << 32;

        /** The connections in use in the upper half, and all open ones in the lower half. */
        private final AtomicLong counts = new AtomicLong();

        /** Counts an opened connection, which is idle. */
        public void onOpened() {
            counts.incrementAndGet();
        }

        /** Counts a closed connection, which was idle. */
        public void onClosed() {
            counts.decrementAndGet();
        }

        /** Counts the start of use of an idle connection, or its end. */
        public void onUse(boolean starts) {
            counts.addAndGet(starts ? ONE_IN_USE : -ONE_IN_USE);
        }

        ConnectionCount get() {
            long now = counts.get();
            int inUse = (int) (now >> 32);
            return new ConnectionCount(inUse, (int) now - inUse);
        }
    }
}
