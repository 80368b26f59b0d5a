package dev.parlando.internal.call;

import dev.parlando.error.EngineClosedException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.connect.Connector;
import dev.parlando.internal.credentials.ActiveKeys;
import dev.parlando.internal.event.CallbackExecutor;
import dev.parlando.internal.event.EngineTelemetry;
import dev.parlando.internal.event.EngineThread;
import dev.parlando.internal.event.EventLoops;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.internal.event.Uninterruptibly;
import dev.parlando.internal.exchange.TransportSettings;
import dev.parlando.internal.json.JsonRequest;
import dev.parlando.internal.limiter.AccountGovernor;
import dev.parlando.internal.limiter.EngineGovernor;
import dev.parlando.internal.limiter.StandaloneGovernor;
import dev.parlando.network.RetryPolicy;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.EngineStats;
import dev.parlando.telemetry.EngineStats.RingUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The client transport: distributes calls round-robin over event-loop shards.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class Transport implements AutoCloseable {
    /** Limit on each step of closing, together for all threads. */
    private static final long CLOSE_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** The time for which each ring thread is awaited, even if another has used up the limit. */
    private static final long MIN_RING_END_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final EventLoops loops;
    private final Connector connector;
    private final List<EventLoopShard> shards = new ArrayList<>();
    private final CallbackExecutor callbacks;
    private final ActiveKeys keys;
    private final EngineGovernor governor;
    private final EngineTelemetry telemetry;
    private final List<Runnable> parts = new CopyOnWriteArrayList<>();
    private final AtomicInteger nextShard = new AtomicInteger();
    private final long closeGraceNanos;
    private final LongSupplier nanoClock;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Starts the threads; connections are opened on first use. */
    public Transport(TransportSettings settings) {
        connector = new Connector(settings.connect());
        callbacks = new CallbackExecutor(settings.callbackExecutor());
        keys = new ActiveKeys(settings.keyProvider(), settings.keyRefreshInterval(), callbacks);
        telemetry = new EngineTelemetry(settings.listeners());
        closeGraceNanos = settings.closeGrace().toNanos();
        nanoClock = settings.nanoClock();
        governor = newGovernor(settings); // Fails if a shared governor is closed.
        loops = new EventLoops("parlando-io", settings.ioThreads());
        for (int number = 1; number <= settings.ioThreads(); number++) {
            shards.add(new EventLoopShard(
                    number, loops.next(), settings, governor, telemetry, keys, connector, callbacks));
        }
    }

    private EngineGovernor newGovernor(TransportSettings settings) {
        Supplier<String> keyFingerprint = () -> Objects.requireNonNullElse(keys.fingerprint(), "none");
        StandaloneGovernor shared = settings.sharedGovernor();
        if (shared != null) {
            return joinGovernor(shared, settings.retryPolicy(), keyFingerprint);
        }
        return EngineGovernor.create(
                settings.governor(),
                settings.retryPolicy(),
                keyFingerprint,
                settings.nanoClock(),
                () -> ThreadLocalRandom.current().nextDouble(),
                this::schedule,
                callbacks);
    }

    private EngineGovernor joinGovernor(
            StandaloneGovernor shared, RetryPolicy retryPolicy, Supplier<String> keyFingerprint) {
        try {
            return EngineGovernor.join(shared, retryPolicy, keyFingerprint);
        } catch (InvalidRequestException governorClosed) {
            keys.close();
            throw governorClosed;
        }
    }

    /** Schedules a task of the governor; does nothing once the loops have ended. */
    private Runnable schedule(Runnable task, long delayNanos) {
        try {
            Future<?> wakeup = loops.next().schedule(task, delayNanos, TimeUnit.NANOSECONDS);
            return () -> wakeup.cancel(false);
        } catch (RejectedExecutionException loopsHaveEnded) {
            return () -> {};
        }
    }

    /** Returns the event loops of the shards. */
    public EventLoops loops() {
        return loops;
    }

    /** Returns the executor that completes the stages handed out to users. */
    public CallbackExecutor callbacks() {
        return callbacks;
    }

    /** Returns the timer for tasks that do not block; it runs none once the transport is closed. */
    public ScheduledExecutorService timer() {
        return loops.group();
    }

    /** Returns the keys that requests carry. */
    public ActiveKeys keys() {
        return keys;
    }

    /** Returns the governor that keeps requests within the account's limits. */
    public AccountGovernor governor() {
        return governor.governor();
    }

    /** Returns the state of the engine; takes no time of the event loops. */
    public EngineStats stats() {
        List<RingUse> rings = shards.stream()
                .map(EventLoopShard::ring)
                .map(ring -> new RingUse(ring.capacitySlots(), ring.usedSlots()))
                .toList();
        return telemetry.stats(governor().snapshots(), rings);
    }

    /** Returns the timeline that the caller has started, or one on the clock of this transport that starts now. */
    public TimelineRecorder timeline(CallOptions options) {
        return TimelineRecorder.of(options.timeline(), nanoClock);
    }

    /**
     * Starts a create-speech call.
     *
     * @param voiceId completes with the voice to use; its failure fails the stream
     * @param onFailed called on a ring thread if the stream fails
     */
    public SpeechStream stream(
            SpeechRequest request,
            ChunkHandler handler,
            CallOptions options,
            CompletableFuture<String> voiceId,
            Consumer<Throwable> onFailed) {
        EventLoopShard shard = nextShard();
        SpeechCall call = new SpeechCall(request, handler, options, shard, timeline(options));
        call.onFailed(onFailed);
        shard.start(call, call::startTimers);
        voiceId.thenAccept(call::send).exceptionally(failure -> {
            // Other calls may wait for the same voice.
            call.fail(UnexpectedFailure.toException(failure).copy());
            return null;
        });
        return call;
    }

    /** Starts a call other than speech and parses its response with the given function, on a thread of the callback pool. */
    public <T> CompletableFuture<T> call(JsonRequest request, Function<byte[], T> reader) {
        return start(new JsonCall<>(request, reader, nextShard()));
    }

    /** Opens connections ahead of use, spread over the shards; completes, on a thread of the callback pool, when they are ready. */
    public CompletableFuture<Void> openConnections(int count) {
        checkOpen();
        int shardCount = Math.min(count, shards.size());
        CompletableFuture<?>[] opened = new CompletableFuture<?>[shardCount];
        for (int index = 0; index < shardCount; index++) {
            int share = (count + shards.size() - 1 - index) / shards.size();
            opened[index] = start(new OpenConnectionsCall(share, shards.get(index)));
        }
        return CompletableFuture.allOf(opened);
    }

    private static <T> CompletableFuture<T> start(SingleResultCall<T> call) {
        call.shard().start(call, call::start);
        return call.result();
    }

    /**
     * Returns the shard of the next call.
     *
     * @throws EngineClosedException if the transport is closed
     */
    public EventLoopShard nextShard() {
        checkOpen();
        return shards.get(Math.floorMod(nextShard.getAndIncrement(), shards.size()));
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new EngineClosedException("the engine is closed; create another one");
        }
    }

    /**
     * Stops accepting calls, lets running calls end within the grace period, ends the others, closes every connection
     * and waits for the threads to end. A shared thread must not wait, and cannot wait for its own end. If called on
     * one, this method returns immediately and a new thread does the rest.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (EngineThread.isCurrentShared()) {
            EngineThread.create("parlando-close", this::closeNow).start();
        } else {
            closeNow();
        }
    }

    /** Adds a part that is closed after the threads of the loops and rings have ended. */
    public void closeWith(Runnable part) {
        parts.add(part);
    }

    private void closeNow() {
        CountDownLatch shardsClosed = new CountDownLatch(shards.size());
        for (EventLoopShard shard : shards) {
            shard.closed().thenRun(shardsClosed::countDown);
            UnexpectedFailure.contain(() -> shard.execute(shard::close));
        }
        Uninterruptibly.await(
                closeGraceNanos + CLOSE_TIMEOUT_NANOS, nanos -> shardsClosed.await(nanos, TimeUnit.NANOSECONDS));
        UnexpectedFailure.contain(governor::close);
        UnexpectedFailure.contain(keys::close);
        UnexpectedFailure.contain(loops::close);
        long ringDeadlineNanos = System.nanoTime() + CLOSE_TIMEOUT_NANOS;
        shards.forEach(shard -> UnexpectedFailure.contain(() -> shard.haltRing(ringDeadlineNanos)));
        shards.forEach(shard -> UnexpectedFailure.contain(
                () -> shard.awaitEnd(Math.max(MIN_RING_END_NANOS, ringDeadlineNanos - System.nanoTime()))));
        parts.forEach(UnexpectedFailure::contain);
        UnexpectedFailure.contain(connector::close);
        UnexpectedFailure.contain(telemetry::close);
        UnexpectedFailure.contain(callbacks::close);
    }

    /** A call that completes when connections opened ahead of use are ready. Owned by the event loop. */
    private static final class OpenConnectionsCall extends SingleResultCall<Void> {
        private final int count;

        OpenConnectionsCall(int count, EventLoopShard shard) {
            super(shard);
            this.count = count;
        }

        @Override
        void start() {
            shard().openConnections(count).whenComplete((nothing, failure) -> {
                if (failure == null) {
                    complete(() -> result().complete(null));
                } else {
                    // Requests may wait for the same connection.
                    fail(UnexpectedFailure.toException(failure).copy());
                }
            });
        }
    }
}
