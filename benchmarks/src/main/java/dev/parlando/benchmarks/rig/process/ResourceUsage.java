package dev.parlando.benchmarks.rig.process;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Holds what this JVM had used up at one moment.
 *
 * @param cpuNanos processor time of the whole process
 * @param threads what each thread that lives had used up, by its id, but for the one that measures
 */
public record ResourceUsage(long cpuNanos, Map<Long, ThreadUsage> threads) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Returns what was used up until now, except by the calling thread. */
    public static ResourceUsage now() {
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        long[] cpuNanos = THREADS.getThreadCpuTime(ids);
        Map<Long, ThreadUsage> threads = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] != Thread.currentThread().getId() && bytes[i] >= 0 && cpuNanos[i] >= 0) {
                threads.put(ids[i], new ThreadUsage(bytes[i], cpuNanos[i]));
            }
        }
        return new ResourceUsage(SYSTEM.getProcessCpuTime(), threads);
    }

    /**
     * Returns what threads have used up since an earlier moment, by their names with digits left out; a thread that
     * ended in between is not known any more.
     */
    public Map<String, ThreadUsage> usedSince(ResourceUsage earlier) {
        Map<String, ThreadUsage> byName = new TreeMap<>();
        threads.forEach((id, use) -> byName.merge(
                nameOf(id), use.minus(earlier.threads.getOrDefault(id, ThreadUsage.NONE)), ThreadUsage::plus));
        return byName;
    }

    private static String nameOf(long id) {
        ThreadInfo info = THREADS.getThreadInfo(id);
        return info == null ? "ended" : info.getThreadName().replaceAll("[\\d\\s=,;]+", "*");
    }
}
