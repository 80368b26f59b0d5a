package dev.parlando.benchmarks.soak.engine;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Remembers network buffers that were lost, all of which are watched.
 *
 * <p>Threading: safe for use from any thread.
 */
final class BufferLeakDetector extends ResourceLeakDetectorFactory {
    private static final int ROUNDS = 3;

    private final Queue<String> found = new ConcurrentLinkedQueue<>();

    private BufferLeakDetector() {}

    /** Begins to watch, which must come before the first buffer of this JVM. */
    static BufferLeakDetector install() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        BufferLeakDetector leaks = new BufferLeakDetector();
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(leaks);
        return leaks;
    }

    /** Returns what was lost so far. It shows after a collection and when another buffer is made: both are provoked. */
    List<String> found() {
        for (int round = 0; round < ROUNDS; round++) {
            System.gc();
            ByteBufAllocator.DEFAULT.ioBuffer(16).release();
        }
        return List.copyOf(found);
    }

    @Override
    @SuppressWarnings("deprecation") // The only way in that Netty offers.
    public <T> ResourceLeakDetector<T> newResourceLeakDetector(
            Class<T> resource, int samplingInterval, long maxActive) {
        return new ResourceLeakDetector<>(resource, samplingInterval) {
            @Override
            protected void reportTracedLeak(String resourceType, String records) {
                found.add(resourceType + records);
            }

            @Override
            protected void reportUntracedLeak(String resourceType) {
                found.add(resourceType);
            }
        };
    }
}
