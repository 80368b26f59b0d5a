package dev.parlando.benchmarks.rig.report;

import dev.parlando.benchmarks.rig.process.ResourceUsage;
import dev.parlando.benchmarks.rig.process.ThreadUsage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * The result of one run of one client, which can be sent as one line of text.
 *
 * @param nanos the measured times
 * @param units the number of chunks or responses received while the following resources were used
 * @param cpuNanos the CPU time of the client's process
 * @param gcMillis the time that garbage collections took
 * @param residentKib the resident memory after the last unit
 * @param threads the resources used by each kind of thread
 */
public record Measurement(
        Histogram nanos, long units, long cpuNanos, long gcMillis, long residentKib, Map<String, ThreadUsage> threads) {
    /** Returns a measurement with the resources used between two snapshots. */
    public static Measurement between(ResourceUsage before, ResourceUsage after, Histogram nanos, long units) {
        return new Measurement(
                nanos,
                units,
                after.cpuNanos() - before.cpuNanos(),
                after.gcMillis() - before.gcMillis(),
                after.residentKib(),
                after.usedSince(before));
    }

    public double micros(double percentile) {
        return nanos.getValueAtPercentile(percentile) / 1e3;
    }

    public double maxMicros() {
        return nanos.getMaxValue() / 1e3;
    }

    public double cpuMicrosPerUnit() {
        return cpuNanos / 1e3 / units;
    }

    public double allocatedBytesPerUnit() {
        long bytes =
                threads.values().stream().mapToLong(ThreadUsage::allocatedBytes).sum();
        return (double) bytes / units;
    }

    /** Returns the line that {@link #parse} reads. */
    public String line() {
        ByteBuffer packed = ByteBuffer.allocate(nanos.getNeededByteBufferCapacity());
        int length = nanos.encodeIntoCompressedByteBuffer(packed);
        StringBuilder line = new StringBuilder()
                .append(units)
                .append(' ')
                .append(cpuNanos)
                .append(' ')
                .append(gcMillis)
                .append(' ')
                .append(residentKib)
                .append(' ')
                .append(Base64.getEncoder().encodeToString(Arrays.copyOf(packed.array(), length)));
        threads.forEach((name, use) -> line.append(' ')
                .append(name)
                .append('=')
                .append(use.allocatedBytes())
                .append('=')
                .append(use.cpuNanos()));
        return line.toString();
    }

    public static Measurement parse(String line) {
        String[] words = line.split(" ", -1);
        Map<String, ThreadUsage> threads = new TreeMap<>();
        for (int i = 5; i < words.length; i++) {
            String[] parts = words[i].split("=", 3);
            threads.put(parts[0], new ThreadUsage(Long.parseLong(parts[1]), Long.parseLong(parts[2])));
        }
        return new Measurement(
                histogram(words[4]),
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                threads);
    }

    private static Histogram histogram(String packed) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(packed));
            return Histogram.decodeFromCompressedByteBuffer(bytes, 0);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("not a histogram", e);
        }
    }
}
