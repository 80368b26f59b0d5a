package dev.parlando.benchmarks.transport;

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
 * @param allocatedBytes bytes allocated on the heap by each thread that lives, but for the one that measures
 */
record Resources(long cpuNanos, Map<Long, Long> allocatedBytes) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    static Resources now() {
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        Map<Long, Long> allocated = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] != Thread.currentThread().getId() && bytes[i] >= 0) {
                allocated.put(ids[i], bytes[i]);
            }
        }
        return new Resources(SYSTEM.getProcessCpuTime(), allocated);
    }

    /**
     * Returns what threads have allocated since an earlier moment, by their names with digits left out; a thread that
     * ended in between is not known any more.
     */
    Map<String, Long> allocatedSince(Resources earlier) {
        Map<String, Long> byName = new TreeMap<>();
        allocatedBytes.forEach((id, bytes) -> {
            long more = bytes - earlier.allocatedBytes.getOrDefault(id, 0L);
            if (more > 0) {
                byName.merge(nameOf(id), more, Long::sum);
            }
        });
        return byName;
    }

    private static String nameOf(long id) {
        ThreadInfo info = THREADS.getThreadInfo(id);
        return info == null ? "ended" : info.getThreadName().replaceAll("[\\d\\s=,;]+", "*");
    }
}
