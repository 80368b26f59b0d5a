package dev.parlando.internal.call;

import dev.parlando.error.EngineClosedException;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.connect.Connector;
import dev.parlando.internal.credentials.Keyring;
import dev.parlando.internal.exchange.TransportSettings;
import dev.parlando.internal.json.JsonRequest;
import dev.parlando.internal.limiter.EngineGovernor;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Is the whole of the client's side of the network: lanes over which calls are spread in turn.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class Transport implements AutoCloseable {
    private static final long CLOSE_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final MultiThreadIoEventLoopGroup loops;
    private final List<Thread> ioThreads = new CopyOnWriteArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final Keyring keys;
    private final EngineGovernor governor;
    private final AtomicInteger nextLane = new AtomicInteger();
    private final long closeGraceNanos;
    private final LongSupplier nanoClock;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Starts the threads; connections are opened when they are first needed. */
    public Transport(TransportSettings settings) {
        Connector connector = new Connector(settings.connect());
        keys = new Keyring(settings.keyProvider(), settings.keyInterval());
        closeGraceNanos = settings.closeGrace().toNanos();
        nanoClock = settings.nanoClock();
        loops = new MultiThreadIoEventLoopGroup(settings.ioThreads(), this::newIoThread, NioIoHandler.newFactory());
        governor = newGovernor(settings);
        for (int number = 1; number <= settings.ioThreads(); number++) {
            lanes.add(new Lane(number, (EventLoop) loops.next(), settings, governor, keys, connector));
        }
    }

    private EngineGovernor newGovernor(TransportSettings settings) {
        return new EngineGovernor(
                settings.governor(),
                settings.retryPolicy(),
                () -> Objects.requireNonNullElse(keys.fingerprint(), "none"),
                settings.nanoClock(),
                () -> ThreadLocalRandom.current().nextDouble(),
                this::schedule);
    }

    /** Sets an alarm of the governor; once the loops have ended there is nothing to wake for. */
    private Runnable schedule(Runnable task, long delayNanos) {
        try {
            Future<?> alarm = loops.next().schedule(task, delayNanos, TimeUnit.NANOSECONDS);
            return () -> alarm.cancel(false);
        } catch (RejectedExecutionException loopsHaveEnded) {
            return () -> {};
        }
    }

    /** Returns what knows which key the calls carry. */
    public Keyring keys() {
        return keys;
    }

    /** Returns what keeps the calls within the account's limits. */
    public EngineGovernor governor() {
        return governor;
    }

    private Thread newIoThread(Runnable task) {
        Thread thread = new Thread(task, "parlando-io-" + (ioThreads.size() + 1));
        thread.setDaemon(true);
        ioThreads.add(thread);
        return thread;
    }

    /** Starts a timeline on the clock of this transport. */
    public Timeline newTimeline() {
        return new Timeline(nanoClock);
    }

    /**
     * Starts a create-speech call.
     *
     * @param voiceId completes with the voice to use, or fails, and with it the stream
     * @param timeline receives the moments
     */
    public SpeechStream stream(
            SpeechRequest request, ChunkHandler handler, CompletableFuture<String> voiceId, Timeline timeline) {
        Lane lane = lane();
        SpeechCall call = new SpeechCall(request, handler, lane, timeline);
        lane.execute(() -> {
            if (lane.join(call)) {
                call.watchDeadline();
            }
        });
        voiceId.thenAccept(call::launch).exceptionally(failure -> {
            call.fail(ParlandoException.from(failure));
            return null;
        });
        return call;
    }

    /** Starts a call that is no speech and reads its answer with the given function, on a ring thread. */
    public <T> CompletableFuture<T> call(JsonRequest request, Function<byte[], T> reader) {
        return start(new JsonCall<>(request, reader, lane()));
    }

    /** Opens connections ahead, spread over the lanes; completes, on a ring thread, when they are ready. */
    public CompletableFuture<Void> openConnections(int count) {
        checkOpen();
        int used = Math.min(count, lanes.size());
        CompletableFuture<?>[] opened = new CompletableFuture<?>[used];
        for (int index = 0; index < used; index++) {
            int share = (count + lanes.size() - 1 - index) / lanes.size();
            opened[index] = start(new ConnectCall(share, lanes.get(index)));
        }
        return CompletableFuture.allOf(opened);
    }

    private static <T> CompletableFuture<T> start(RingCall<T> call) {
        call.lane().execute(() -> {
            if (call.lane().join(call)) {
                call.start();
            }
        });
        return call.result();
    }

    private Lane lane() {
        checkOpen();
        return lanes.get(Math.floorMod(nextLane.getAndIncrement(), lanes.size()));
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new EngineClosedException("the engine is closed; create another one");
        }
    }

    /**
     * Takes no more calls, lets those under way end within the grace, ends the others, closes every connection and returns
     * when the threads have ended. On a ring thread, which cannot
     * wait for its own end, it returns at once and the rest happens on a thread of its own.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        if (isRingThread()) {
            new Thread(this::closeNow, "parlando-close").start();
        } else {
            closeNow();
        }
    }

    /** Returns whether the caller is a ring thread, which must not wait for a result of its own. */
    public boolean isRingThread() {
        return lanes.stream().anyMatch(lane -> lane.ring().isRingThread());
    }

    private void closeNow() {
        CountDownLatch lanesClosed = new CountDownLatch(lanes.size());
        for (Lane lane : lanes) {
            lane.closed().thenRun(lanesClosed::countDown);
            lane.execute(lane::close);
        }
        await(lanesClosed, closeGraceNanos + CLOSE_TIMEOUT_NANOS);
        governor.close();
        keys.close();
        loops.shutdownGracefully(0, CLOSE_TIMEOUT_NANOS, TimeUnit.NANOSECONDS)
                .awaitUninterruptibly(2 * CLOSE_TIMEOUT_NANOS, TimeUnit.NANOSECONDS);
        // Netty says that a loop has ended a moment before its thread has.
        ioThreads.forEach(Transport::join);
        lanes.forEach(lane -> lane.shutDownRing(CLOSE_TIMEOUT_NANOS));
    }

    private static void await(CountDownLatch latch, long timeoutNanos) {
        try {
            latch.await(timeoutNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, CLOSE_TIMEOUT_NANOS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
