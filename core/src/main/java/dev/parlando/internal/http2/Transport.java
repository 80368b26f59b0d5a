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
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Starts the threads; connections are opened when they are first needed. */
    public Transport(TransportSettings settings) {
        Connector connector = new Connector(settings.connect());
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
        lane.execute(() -> lane.join(call));
        voiceId.thenAccept(call::launch).exceptionally(failure -> {
            call.fail(ParlandoException.from(failure));
            return null;
        });
        return call;
    }

    /** Starts a GET and reads its answer with the given function, on a ring thread. */
    public <T> CompletableFuture<T> get(String path, Function<byte[], T> reader) {
        Lane lane = lane();
        JsonExchange<T> exchange = new JsonExchange<>(path, reader, lane);
        lane.execute(() -> {
            if (lane.join(exchange)) {
                lane.open(exchange);
            }
        });
        return exchange.result();
    }

    private Lane lane() {
        if (closed.get()) {
            throw new EngineClosedException("the engine is closed; create another one");
        }
        return lanes.get(Math.floorMod(nextLane.getAndIncrement(), lanes.size()));
    }

    /**
     * Ends every call, closes every connection and returns when the threads have ended. On a ring thread, which cannot
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
            lane.execute(() -> {
                lane.close();
                lanesClosed.countDown();
            });
        }
        await(lanesClosed);
        loops.shutdownGracefully(0, CLOSE_TIMEOUT_NANOS, TimeUnit.NANOSECONDS)
                .awaitUninterruptibly(2 * CLOSE_TIMEOUT_NANOS, TimeUnit.NANOSECONDS);
        lanes.forEach(lane -> lane.shutDownRing(CLOSE_TIMEOUT_NANOS));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await(CLOSE_TIMEOUT_NANOS, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
