package dev.parlando.audio.decode;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The origin of each channel of an Opus stream, whose packets contain one Opus packet for each elementary stream.
 *
 * <p>Immutable. Source: RFC 7845, section 5.1.1.
 *
 * @param streams the number of elementary streams
 * @param coupledStreams the number of elementary streams that are stereo, which come first
 * @param sources the index of each channel among the decoded channels of all streams, or 255 for silence
 */
record OpusChannelMapping(int streams, int coupledStreams, List<Integer> sources) {
    /** The offset of the mapping table in the identification header. */
    private static final int OFFSET = 19;

    private static final int SILENCE = 255;

    /** Returns the mapping of one elementary stream in mono or stereo. */
    static OpusChannelMapping single(int channels) {
        return new OpusChannelMapping(1, channels - 1, channels == 1 ? List.of(0) : List.of(0, 1));
    }

    /** Reads the table of an identification header. Returns null if it is incomplete or invalid. */
    static @Nullable OpusChannelMapping parse(byte[] packet, int bytes, int channels) {
        int table = OFFSET + 2;
        if (bytes < table + channels) {
            return null;
        }
        List<Integer> sources = IntStream.range(table, table + channels)
                .mapToObj(index -> packet[index] & 0xFF)
                .toList();
        OpusChannelMapping mapping = new OpusChannelMapping(packet[OFFSET] & 0xFF, packet[OFFSET + 1] & 0xFF, sources);
        return mapping.isValid() ? mapping : null;
    }

    /** Returns whether the channels are those of one elementary stream, in order. */
    boolean isSingle() {
        return equals(single(sources.size()));
    }

    private boolean isValid() {
        int decoded = streams + coupledStreams;
        return streams > 0
                && coupledStreams <= streams
                && decoded <= SILENCE
                && sources.stream().allMatch(source -> source < decoded || source == SILENCE);
    }
}
