package dev.parlando.internal.http2;

import dev.parlando.error.EngineClosedException;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.connect.Connector;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Is the whole of the client's side of the network: lanes over which calls are spread in turn.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class Transport implements AutoCloseable {
    private static final long CLOSE_TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final MultiThreadIoEventLoopGroup loops;
    private final List<Lane> lanes = new ArrayList<>();
    private final AtomicInteger nextLane = new AtomicInteger();
    private final long closeGraceNanos;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Starts the threads; connections are opened when they are first needed. */
    public Transport(TransportSettings settings) {
        Connector connector = new Connector(settings.connect());
        closeGraceNanos = settings.closeGrace().toNanos();
        loops = new MultiThreadIoEventLoopGroup(settings.ioThreads(), ioThreads(), NioIoHandler.newFactory());
        for (int number = 1; number <= settings.ioThreads(); number++) {
            lanes.add(new Lane(number, (EventLoop) loops.next(), settings, connector));
        }
    }

    private static ThreadFactory ioThreads() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "parlando-io-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Starts a create-speech call.
     *
     * @param voiceId completes with the voice to use, or fails, and with it the stream
     */
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler, CompletableFuture<String> voiceId) {
        Lane lane = lane();
        SpeechCall call = new SpeechCall(request, handler, lane);
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

    /** Starts a GET and reads its answer with the given function, on a ring thread. */
    public <T> CompletableFuture<T> get(String path, Function<byte[], T> reader) {
        Lane lane = lane();
        JsonCall<T> call = new JsonCall<>(path, reader, lane);
        lane.execute(() -> {
            if (lane.join(call)) {
                call.start();
            }
        });
        return call.result();
    }

    /**
     * Opens connections ahead, spread over the lanes.
     *
     * @return completes when they are ready, on a thread that may run users' code
     */
    public CompletableFuture<Void> openConnections(int count) {
        List<CompletableFuture<Void>> opened = new ArrayList<>();
        for (int index = 0; index < Math.min(count, lanes.size()); index++) {
            int share = (count + lanes.size() - 1 - index) / lanes.size();
            opened.add(openConnections(lanes.get(index), share));
        }
        return CompletableFuture.allOf(opened.toArray(CompletableFuture<?>[]::new));
    }

    private static CompletableFuture<Void> openConnections(Lane lane, int count) {
        CompletableFuture<Void> ready = new CompletableFuture<>();
        boolean runs = lane.execute(() -> lane.openConnections(count).whenComplete((nothing, failure) -> {
            // Users' code that depends on the stage must not run on the loop.
            if (failure == null) {
                ready.completeAsync(() -> null);
            } else {
                ready.defaultExecutor().execute(() -> ready.completeExceptionally(ParlandoException.from(failure)));
            }
        }));
        if (!runs) {
            ready.completeExceptionally(Lane.closedError());
        }
        return ready;
    }

    private Lane lane() {
        if (closed.get()) {
            throw new EngineClosedException("the engine is closed; create another one");
        }
        return lanes.get(Math.floorMod(nextLane.getAndIncrement(), lanes.size()));
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
        if (lanes.stream().anyMatch(lane -> lane.ring().isRingThread())) {
            new Thread(this::closeNow, "parlando-close").start();
        } else {
            closeNow();
        }
    }

    private void closeNow() {
        CountDownLatch lanesClosed = new CountDownLatch(lanes.size());
        for (Lane lane : lanes) {
            lane.closed().thenRun(lanesClosed::countDown);
            lane.execute(lane::close);
        }
        await(lanesClosed, closeGraceNanos + CLOSE_TIMEOUT_NANOS);
        loops.shutdownGracefully(0, CLOSE_TIMEOUT_NANOS, TimeUnit.NANOSECONDS)
                .awaitUninterruptibly(2 * CLOSE_TIMEOUT_NANOS, TimeUnit.NANOSECONDS);
        lanes.forEach(lane -> lane.shutDownRing(CLOSE_TIMEOUT_NANOS));
    }

    private static void await(CountDownLatch latch, long timeoutNanos) {
        try {
            latch.await(timeoutNanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
