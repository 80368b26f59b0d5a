package dev.parlando.benchmarks.soak.engine;

import dev.parlando.benchmarks.soak.memory.MemoryFootprint;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A snapshot of the resources of this JVM that engines must release.
 *
 * @param threads the number of live threads
 * @param files the targets of the open file descriptors, including sockets
 * @param memory heap and direct memory
 */
public record ProcessResources(int threads, List<String> files, MemoryFootprint memory) {
    private static final double MIB = 1024 * 1024;
    private static final int RELEASE_TIMEOUT_SECONDS = 10;
    private static final int POLL_MILLIS = 100;

    public static ProcessResources now() throws Exception {
        List<String> files = new ArrayList<>();
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path file : open) {
                files.add(
                        Files.isSymbolicLink(file)
                                ? Files.readSymbolicLink(file).toString()
                                : "closed meanwhile");
            }
        }
        return new ProcessResources(ManagementFactory.getThreadMXBean().getThreadCount(), files, MemoryFootprint.now());
    }

    /**
     * Waits until the resources are back at {@code before}, or for at most ten seconds, and returns the latest
     * snapshot.
     */
    public static ProcessResources awaitRelease(ProcessResources before, long allocatorBytes) throws Exception {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(RELEASE_TIMEOUT_SECONDS);
        ProcessResources now = now();
        while (!now.excessOver(before, allocatorBytes).isEmpty() && System.nanoTime() < deadlineNanos) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            now = now();
        }
        return now;
    }

    /**
     * Returns a line for each resource that exceeds {@code before}; empty if none does. The heap is not compared.
     *
     * @param allocatorBytes the additional memory that Netty's allocator, which all engines share, may retain
     */
    public List<String> excessOver(ProcessResources before, long allocatorBytes) {
        List<String> more = new ArrayList<>();
        compare(more, "threads", threads, before.threads);
        if (files.size() > before.files.size()) {
            List<String> others = new ArrayList<>(files);
            before.files.forEach(others::remove);
            more.add(files.size() + " file descriptors instead of " + before.files.size() + "; not there before: "
                    + others);
        }
        if (memory.directBytes() > before.memory.directBytes() + allocatorBytes) {
            compare(more, "bytes of direct memory", memory.directBytes(), before.memory.directBytes());
        }
        return more;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%3d threads, %3d files, %6.1f MiB of heap, %6.1f MiB of direct memory",
                threads,
                files.size(),
                memory.heapBytes() / MIB,
                memory.directBytes() / MIB);
    }

    private static void compare(List<String> more, String what, long now, long before) {
        if (now > before) {
            more.add(now + " " + what + " instead of " + before);
        }
    }
}
