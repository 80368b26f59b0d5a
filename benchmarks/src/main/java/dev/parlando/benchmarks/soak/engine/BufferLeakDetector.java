package dev.parlando.benchmarks.soak.engine;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A recorder of leaked network buffers. It tracks every buffer (detection level paranoid).
 *
 * <p>Threading: safe for use from any thread.
 */
public final class BufferLeakDetector extends ResourceLeakDetectorFactory {
    private static final int ROUNDS = 3;

    private final Queue<String> found = new ConcurrentLinkedQueue<>();

    private BufferLeakDetector() {}

    /** Starts the detection. Call it before this JVM allocates its first network buffer. */
    public static BufferLeakDetector install() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        BufferLeakDetector leaks = new BufferLeakDetector();
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(leaks);
        return leaks;
    }

    /**
     * Returns the buffers leaked so far. Netty reports a leak when a buffer is allocated after a garbage collection, so
     * this method triggers both.
     */
    public List<String> found() {
        for (int round = 0; round < ROUNDS; round++) {
            System.gc();
            ByteBufAllocator.DEFAULT.ioBuffer(16).release();
        }
        return List.copyOf(found);
    }

    @Override
    @SuppressWarnings("deprecation") // Netty requires this deprecated overload.
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
