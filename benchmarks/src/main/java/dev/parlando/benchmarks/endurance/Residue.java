package dev.parlando.benchmarks.endurance;

import dev.parlando.benchmarks.footprint.Footprint;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Holds what this JVM had at one moment of the things that engines must give back.
 *
 * @param threads live threads
 * @param files open file descriptors, sockets among them
 * @param memory heap and direct memory
 */
record Residue(int threads, int files, Footprint memory) {
    private static final int PATIENCE_SECONDS = 10;
    private static final int POLL_MILLIS = 100;

    static Residue now() throws Exception {
        int files = 0;
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path ignored : open) {
                files++;
            }
        }
        return new Residue(ManagementFactory.getThreadMXBean().getThreadCount(), files, Footprint.now());
    }

    /** Waits a while for what is about to be given back, then returns what there is, more than before or not. */
    static Residue settled(Residue before, long allocatorBytes) throws Exception {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        Residue now = now();
        while (!now.beyond(before, allocatorBytes).isEmpty() && System.nanoTime() < deadlineNanos) {
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
    List<String> beyond(Residue before, long allocatorBytes) {
        List<String> more = new ArrayList<>();
        compare(more, "threads", threads, before.threads);
        compare(more, "file descriptors", files, before.files);
        if (memory.directBytes() > before.memory.directBytes() + allocatorBytes) {
            compare(more, "bytes of direct memory", memory.directBytes(), before.memory.directBytes());
        }
        return more;
    }

    private static void compare(List<String> more, String what, long now, long before) {
        if (now > before) {
            more.add(now + " " + what + " instead of " + before);
        }
    }
}
