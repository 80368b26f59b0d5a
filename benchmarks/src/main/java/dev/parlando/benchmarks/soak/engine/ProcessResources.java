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
 * Holds what this JVM had at one moment of the things that engines must give back.
 *
 * @param threads live threads
 * @param files what its open file descriptors stand for, sockets among them
 * @param memory heap and direct memory
 */
record ProcessResources(int threads, List<String> files, MemoryFootprint memory) {
    private static final double MIB = 1024 * 1024;
    private static final int RELEASE_TIMEOUT_SECONDS = 10;
    private static final int POLL_MILLIS = 100;

    static ProcessResources now() throws Exception {
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

    /** Waits a while for what is about to be given back, then returns what there is, more than before or not. */
    static ProcessResources awaitRelease(ProcessResources before, long allocatorBytes) throws Exception {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(RELEASE_TIMEOUT_SECONDS);
        ProcessResources now = now();
        while (!now.excessOver(before, allocatorBytes).isEmpty() && System.nanoTime() < deadlineNanos) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            now = now();
        }
        return now;
    }

    /**
     * Says what there is more of than there was; empty if nothing. The heap is judged by nobody but its reader.
     *
     * @param allocatorBytes how much more Netty's allocator, which all engines share, may keep for later
     */
    List<String> excessOver(ProcessResources before, long allocatorBytes) {
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
