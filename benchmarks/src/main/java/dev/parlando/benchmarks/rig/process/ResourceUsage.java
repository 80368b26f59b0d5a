package dev.parlando.benchmarks.rig.process;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A snapshot of the resources used by this JVM.
 *
 * @param cpuNanos the CPU time of the whole process
 * @param gcMillis the time that garbage collections took
 * @param residentKib the resident memory; 0 if the system has no {@code /proc}
 * @param threads the resources used by each live thread except the measuring one, by thread id
 */
public record ResourceUsage(long cpuNanos, long gcMillis, long residentKib, Map<Long, ThreadUsage> threads) {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Returns the resources used so far, except those of the calling thread. */
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
        return new ResourceUsage(SYSTEM.getProcessCpuTime(), gcMillisNow(), residentKibNow(), threads);
    }

    private static long gcMillisNow() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    private static long residentKibNow() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException noSuchSystem) {
            return 0;
        }
    }

    /**
     * Returns the resources used by threads since an earlier snapshot, by thread name with digits replaced. Threads
     * that ended in between are missing.
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
