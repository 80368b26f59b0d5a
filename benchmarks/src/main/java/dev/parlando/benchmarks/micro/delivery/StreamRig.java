package dev.parlando.benchmarks.micro.delivery;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.delivery.ChunkRing;
import dev.parlando.internal.delivery.DirectPath;
import dev.parlando.internal.delivery.ItemPath;
import dev.parlando.internal.delivery.RingFeed;
import dev.parlando.internal.delivery.StreamDelivery;
import dev.parlando.internal.delivery.StreamProgress;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Streams whose chunks go from an event loop, played by the calling thread, to handlers on a ring thread or on the loop.
 *
 * <p>Threading: one thread calls all methods; the handlers run on the ring thread.
 */
final class StreamRig implements AutoCloseable {
    private static final int RING_SLOTS = 4096;
    private static final int MAX_COMMANDS = 4096;
    private static final int CREDIT_STEP_BYTES = 16 * 1024;
    private static final int MAX_IN_FLIGHT_CHUNKS = 64;
    /** Half of those that a stream may have, so that none is held and copied. */
    private static final int MAX_IN_FLIGHT_PER_STREAM = 8;

    private final MpscArrayQueue<Runnable> commands = new MpscArrayQueue<>(MAX_COMMANDS);
    private final AtomicLong consumedBytes = new AtomicLong();
    private final List<RingFeed> feeds = new ArrayList<>();
    private final ByteBuf[] chunks = new ByteBuf[2 * MAX_IN_FLIGHT_CHUNKS];
    private final int chunkBytes;
    private final @Nullable ChunkRing ring;
    private long publishedBytes;
    private int nextStream;
    private long creditSteps;

    /**
     * Starts the streams.
     *
     * @param path {@code direct}, or {@code ring-} and the name of a wait strategy
     */
    StreamRig(String path, int streams, int chunkBytes) {
        this.chunkBytes = chunkBytes;
        Arrays.setAll(chunks, i -> ByteBufAllocator.DEFAULT.directBuffer(chunkBytes, chunkBytes));
        ring = path.equals("direct") ? null : ring(path);
        for (int i = 0; i < streams; i++) {
            feeds.add(feed(ring == null ? new DirectPath("handler", System::nanoTime) : ring));
        }
    }

    private ChunkRing ring(String path) {
        return new ChunkRing(
                "ring",
                RING_SLOTS,
                switch (path) {
                    case "ring-blocking" -> new BlockingWaitStrategy();
                    case "ring-yielding" -> new YieldingWaitStrategy();
                    case "ring-busy-spin" -> new BusySpinWaitStrategy();
                    default -> throw new IllegalArgumentException("no path is called " + path);
                },
                commands::add);
    }

    private RingFeed feed(ItemPath path) {
        int stream = feeds.size();
        StreamProgress progress = new StreamProgress(
                commands::add, CREDIT_STEP_BYTES, () -> onProgress(stream), () -> onProgress(stream));
        StreamDelivery delivery = new StreamDelivery(new CountingHandler(), false, progress, new NoEvents());
        return new RingFeed(path, delivery, progress, ByteBufAllocator.DEFAULT, UnaryOperator.identity());
    }

    private void onProgress(int stream) {
        creditSteps++;
        feeds.get(stream).publishHeld();
    }

    /** Publishes a chunk of the next stream, and waits only if many are in flight. Returns the steps of credit so far. */
    long publish() {
        ByteBuf chunk = chunks[(int) (publishedBytes / chunkBytes % chunks.length)];
        feeds.get(nextStream).offer(chunk.setIndex(0, chunkBytes).retain());
        nextStream = nextStream + 1 == feeds.size() ? 0 : nextStream + 1;
        publishedBytes += chunkBytes;
        runCommands();
        awaitInFlight(Math.min(MAX_IN_FLIGHT_CHUNKS, MAX_IN_FLIGHT_PER_STREAM * feeds.size()));
        return creditSteps;
    }

    /** Waits until the handlers have received all chunks. Returns the bytes that they received. */
    long drain() {
        awaitInFlight(0);
        return consumedBytes.get();
    }

    private void awaitInFlight(long chunkCount) {
        while (publishedBytes - consumedBytes.get() > chunkCount * chunkBytes) {
            runCommands();
            Thread.onSpinWait();
        }
    }

    private void runCommands() {
        for (Runnable command = commands.poll(); command != null; command = commands.poll()) {
            command.run();
        }
    }

    @Override
    public void close() {
        drain();
        if (ring != null) {
            ring.halt(System.nanoTime() + TimeUnit.SECONDS.toNanos(1), () -> {});
            ring.awaitEnd(TimeUnit.SECONDS.toNanos(1));
        }
        for (ByteBuf chunk : chunks) {
            chunk.release();
        }
    }

    /** A handler that counts bytes, on one thread for all streams. */
    private final class CountingHandler implements ChunkHandler {
        @Override
        public ChunkAction onChunk(Chunk received) {
            consumedBytes.lazySet(consumedBytes.getPlain() + received.remaining());
            return ChunkAction.CONTINUE;
        }
    }

    /** Events that these endless streams never have. */
    private static final class NoEvents implements StreamDelivery.Callback {
        @Override
        public void onResetRequested() {
            throw new IllegalStateException("reset");
        }

        @Override
        public void onResponse(SpeechResponse response) {
            throw new IllegalStateException("response");
        }

        @Override
        public void onEnded(SpeechResult result) {
            throw new IllegalStateException("end");
        }

        @Override
        public void onFailed(ParlandoException error) {
            throw error;
        }
    }
}
