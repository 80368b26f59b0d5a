package dev.parlando.fault;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import io.netty.util.ResourceLeakTracker;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class during which a network buffer leaked. Registered for every class through the service loader.
 *
 * <p>Netty reports a leak only after garbage collection, when the next buffer is allocated. The check therefore
 * triggers both, unless no buffer was allocated since the last check.
 */
public final class LeakCheck implements AfterAllCallback {
    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();
    /** The second round ends after the JVM has processed all references that the first one has cleared. */
    private static final int ROUNDS = 2;

    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(30);

    private static final AtomicLong TRACKED = new AtomicLong();
    private static final AtomicLong CHECKED = new AtomicLong();

    static {
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new RecordingFactory());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        check();
    }

    /** Fails if a leaked buffer was detected. */
    static void check() {
        long tracked = TRACKED.get();
        if (tracked != CHECKED.get()) {
            for (int round = 0; round < ROUNDS; round++) {
                collectGarbage();
                ByteBufAllocator.DEFAULT.ioBuffer(16).release();
            }
            // Those of the rounds. Others that came meanwhile are left for the next check.
            CHECKED.set(tracked + ROUNDS);
        }
        String leak = LEAKS.poll();
        if (leak != null) {
            throw new AssertionError("a buffer leaked:\n" + leak);
        }
    }

    /** Collects garbage, and waits until the JVM has processed a reference to some. */
    private static void collectGarbage() {
        ReferenceQueue<Object> cleared = new ReferenceQueue<>();
        Reference<Object> garbage = new WeakReference<>(new Object(), cleared);
        System.gc();
        try {
            if (cleared.remove(PATIENCE_MILLIS) == null) {
                throw new AssertionError("no garbage was collected; is explicit collection disabled?");
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        } finally {
            Reference.reachabilityFence(garbage);
        }
    }

    /** Creates detectors that record leaks instead of only logging them. */
    private static final class RecordingFactory extends ResourceLeakDetectorFactory {
        @Override
        @SuppressWarnings("deprecation") // The only extension point in Netty.
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(
                Class<T> resource, int samplingInterval, long maxActive) {
            return new RecordingDetector<>(resource, samplingInterval);
        }
    }

    private static final class RecordingDetector<T> extends ResourceLeakDetector<T> {
        RecordingDetector(Class<T> resource, int samplingInterval) {
            super(resource, samplingInterval);
        }

        @Override
        public ResourceLeakTracker<T> track(T buffer) {
            TRACKED.incrementAndGet();
            return super.track(buffer);
        }

        @Override
        protected void reportTracedLeak(String resourceType, String records) {
            LEAKS.add(resourceType + records);
        }

        @Override
        protected void reportUntracedLeak(String resourceType) {
            LEAKS.add(resourceType);
        }
    }
}
