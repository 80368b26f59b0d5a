package dev.parlando.benchmarks.endtoend.telephony;

import java.util.Arrays;

/**
 * The RTP packets that were received in one run.
 *
 * @param streams the number of streams
 * @param packets the number of packets
 * @param silent the number of packets with silence
 * @param missing the number of packets that a gap in the sequence numbers shows to be missing
 * @param outOfOrder the number of packets that came late or twice
 */
record Reception(long streams, long packets, long silent, long missing, long outOfOrder) {
    static Reception parse(String line) {
        long[] values =
                Arrays.stream(line.split(" ", -1)).mapToLong(Long::parseLong).toArray();
        return new Reception(values[0], values[1], values[2], values[3], values[4]);
    }
}
