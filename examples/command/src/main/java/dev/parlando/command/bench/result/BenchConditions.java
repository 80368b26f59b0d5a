package dev.parlando.command.bench.result;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Conditions of a run, which a comparison of two results needs. Immutable.
 *
 * @param command command line of the run
 * @param startedAt start of the measured part
 * @param parlandoVersion version of Parlando
 * @param java version of the JVM
 * @param operatingSystem name and version of the operating system
 * @param machine number and name of the processors, and the memory
 * @param service {@code offline server}, or the hosts of the service
 * @param promptSet name of the prompt set and number of its texts
 * @param loop such as {@code closed, concurrency 8} or {@code open, 20 per second}
 * @param cold whether each stream used a new engine with a new connection
 * @param device sound device; null without playback
 * @param live whether the texts were written token by token
 * @param warmup number of streams before the measured part
 * @param levels the levels of the load, in order, with their durations
 * @param handshakeIncluded whether the latencies contain name lookup, TCP and TLS
 */
public record BenchConditions(
        String command,
        Instant startedAt,
        String parlandoVersion,
        String java,
        String operatingSystem,
        String machine,
        String service,
        String promptSet,
        String loop,
        boolean cold,
        @Nullable String device,
        boolean live,
        int warmup,
        List<LoadLevel> levels,
        boolean handshakeIncluded) {
    public BenchConditions {
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(startedAt, "startedAt");
        Objects.requireNonNull(parlandoVersion, "parlandoVersion");
        Objects.requireNonNull(java, "java");
        Objects.requireNonNull(operatingSystem, "operatingSystem");
        Objects.requireNonNull(machine, "machine");
        Objects.requireNonNull(service, "service");
        Objects.requireNonNull(promptSet, "promptSet");
        Objects.requireNonNull(loop, "loop");
        levels = List.copyOf(levels);
    }

    /** Returns the duration of all levels together. */
    public long wallMicros() {
        return levels.stream().mapToLong(LoadLevel::wallMicros).sum();
    }

    /** Returns whether the run had several levels of load. */
    public boolean hasLevels() {
        return levels.size() > 1;
    }
}
