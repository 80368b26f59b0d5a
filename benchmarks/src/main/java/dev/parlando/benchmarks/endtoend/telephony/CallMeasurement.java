package dev.parlando.benchmarks.endtoend.telephony;

import dev.parlando.benchmarks.rig.report.Measurement;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The result of one run of a bridge, which can be sent as one line of text.
 *
 * @param packets the lateness of the planned packets, and the resources used meanwhile
 * @param counts the other figures
 * @param sent the packets of the whole run, including those before and after the measurement
 * @param error the first error of the first call that had one; empty if no call had one
 */
record CallMeasurement(Measurement packets, Counts counts, long sent, String error) {
    /**
     * The counters of a run.
     *
     * @param starved the packet times without audio
     * @param skipped the packet times without a packet
     * @param heapBytes the live heap per call
     * @param directBytes the memory outside of the heap per call, without thread stacks
     * @param threads the threads of all calls
     * @param gcCount the collections
     * @param gcMaxMillis the longest collection
     */
    record Counts(
            long starved,
            long skipped,
            long heapBytes,
            long directBytes,
            long threads,
            long gcCount,
            long gcMaxMillis) {
        private static Counts parse(String text) {
            long[] values = Arrays.stream(text.split(",", -1))
                    .mapToLong(Long::parseLong)
                    .toArray();
            return new Counts(values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
        }

        private String text() {
            return LongStream.of(starved, skipped, heapBytes, directBytes, threads, gcCount, gcMaxMillis)
                    .mapToObj(Long::toString)
                    .collect(Collectors.joining(","));
        }
    }

    /** Returns the line that {@link #parse} reads. */
    String line() {
        return packets.line() + "|" + counts.text() + "|" + sent + "|" + error.replaceAll("[\\r\\n|]", " ");
    }

    static CallMeasurement parse(String line) {
        String[] parts = line.split("\\|", -1);
        return new CallMeasurement(
                Measurement.parse(parts[0]), Counts.parse(parts[1]), Long.parseLong(parts[2]), parts[3]);
    }
}
