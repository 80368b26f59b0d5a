package dev.parlando.benchmarks.endtoend.telephony;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * The pauses of the garbage collectors of this JVM, which report whole milliseconds.
 *
 * <p>Threading: safe for use from any thread.
 */
final class GcPauses {
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong maxMillis = new AtomicLong();

    /** Starts to count. */
    GcPauses() {
        ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(collector -> !collector.getName().contains("Concurrent"))
                .forEach(collector -> ((NotificationEmitter) collector)
                        .addNotificationListener((notification, nothing) -> accept(notification), null, null));
    }

    private void accept(Notification notification) {
        if (notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            long millis = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                    .getGcInfo()
                    .getDuration();
            count.incrementAndGet();
            maxMillis.accumulateAndGet(millis, Math::max);
        }
    }

    /** Forgets all pauses so far. */
    void reset() {
        count.set(0);
        maxMillis.set(0);
    }

    long count() {
        return count.get();
    }

    long maxMillis() {
        return maxMillis.get();
    }
}
