package dev.parlando.audio.telephony;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.audio.internal.pace.BlockPool;
import dev.parlando.audio.internal.pace.Lateness;
import dev.parlando.audio.internal.pace.PaceThread;
import dev.parlando.audio.internal.pace.Pacer;
import dev.parlando.audio.resample.FilterCache;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.event.EnginePool;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;

/**
 * The clock that paces the packets of all telephone legs of an application.
 *
 * <pre>{@code
 * try (PacketClock clock = PacketClock.create()) {
 *     PacketSink sink = RtpSession.builder(MediaFormat.ULAW_8000, "192.0.2.7", 5004).open();
 *     TelephoneLeg leg = TelephoneLeg.builder(engine, clock, sink).open();
 *     leg.say("Please hold the line.").join();
 * }
 * }</pre>
 *
 * <p>The schedule is absolute: each packet has a planned time from the start of the clock on, so that no delay adds up.
 * The legs are spread over the time of a packet in steps of 1 ms, so that 500 calls send 25 packets at a time instead of
 * 500.
 *
 * <p>Threading: safe for use from any thread. The daemon threads {@code parlando-pace-n} call the packet sinks and never
 * wait for anything but the time. Listeners and completions run on threads {@code parlando-callback}.
 */
public final class PacketClock implements AutoCloseable {
    private static final int MAX_THREADS = 64;

    /** The resources that all legs share. */
    record Resources(BlockPool pool, FilterCache filters) {}

    /** One thread with its legs. */
    private static final class Shard {
        final Pacer pacer;
        final Lateness lateness = new Lateness();
        /** Guarded by the lock of the clock. */
        int legs;

        Shard(Pacer pacer) {
            this.pacer = pacer;
        }

        int legs() {
            return legs;
        }
    }

    private final List<Shard> shards = new ArrayList<>();
    private final Set<TelephoneLeg> legs = ConcurrentHashMap.newKeySet();
    private final Resources resources = new Resources(new BlockPool(), new FilterCache());
    private final Executor background;
    private final Runnable backgroundEnd;

    @GuardedBy("this")
    private boolean closed;

    /**
     * Creates a clock.
     *
     * @param background runs user code, which may block
     */
    PacketClock(int threads, IntFunction<Pacer> pacers, Executor background, Runnable backgroundEnd) {
        for (int i = 1; i <= threads; i++) {
            shards.add(new Shard(pacers.apply(i)));
        }
        this.background = background;
        this.backgroundEnd = backgroundEnd;
    }

    /** Returns a clock with one thread, which paces hundreds of calls. */
    public static PacketClock create() {
        return create(1);
    }

    /**
     * Returns a clock with several threads, among which the legs are divided evenly.
     *
     * @param threads 1 to 64
     * @throws InvalidRequestException if the number is out of range
     */
    public static PacketClock create(int threads) {
        if (threads < 1 || threads > MAX_THREADS) {
            throw new InvalidRequestException("threads", threads + " is not from 1 to " + MAX_THREADS);
        }
        EnginePool background = new EnginePool("parlando-callback");
        return new PacketClock(
                threads, number -> new PaceThread("parlando-pace-" + number), background, background::close);
    }

    /** Starts a leg. */
    synchronized void add(TelephoneLeg leg) {
        if (closed) {
            throw closedError();
        }
        Shard shard = shards.stream().min(Comparator.comparingInt(Shard::legs)).orElseThrow();
        shard.legs++;
        legs.add(leg);
        leg.start(shard.pacer, shard.lateness, () -> onEnded(leg, shard));
    }

    private synchronized void onEnded(TelephoneLeg leg, Shard shard) {
        if (legs.remove(leg)) {
            shard.legs--;
        }
    }

    Resources resources() {
        return resources;
    }

    Executor background() {
        return background;
    }

    private static EngineClosedException closedError() {
        return new EngineClosedException("the packet clock is closed");
    }

    /** Returns the number of open legs, and the packets and the lateness of all legs so far. */
    public ClockStatistics statistics() {
        Lateness sum = new Lateness();
        shards.forEach(shard -> sum.add(shard.lateness));
        return new ClockStatistics(legs.size(), sum.count(), PacketLateness.of(sum));
    }

    /**
     * Closes all legs and ends the threads. Unfinished utterances fail with an {@link EngineClosedException}. Waits at most
     * two seconds per thread, for a sink or a listener that does not return. Repeated calls have no effect.
     */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        LegEnd end = new LegEnd(closedError(), false);
        legs.forEach(leg -> leg.end(end));
        shards.forEach(shard -> shard.pacer.close());
        legs.forEach(leg -> leg.finishUtterances(end)); // Of threads that hang in a sink.
        backgroundEnd.run();
    }
}
