package dev.parlando.audio.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The identification header of an Opus stream, which is its first packet.
 *
 * <p>Immutable. Source: RFC 7845, sections 5.1 and 5.2.
 *
 * @param channels the number of channels, which is 1 or 2 if the stream can be decoded
 * @param preSkipAudioFrames the number of decoded audio frames to discard at the start of the stream
 * @param outputGain the gain to apply to decoded samples, in 1/256 dB
 * @param mapping the origin of the channels
 * @param problem the reason why the stream cannot be decoded, or null if it can
 */
record OpusIdHeader(
        int channels, int preSkipAudioFrames, int outputGain, OpusChannelMapping mapping, @Nullable String problem) {
    private static final byte[] HEAD = "OpusHead".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAGS = "OpusTags".getBytes(StandardCharsets.US_ASCII);
    private static final int BYTES = 19;
    /** The version bits that change with incompatible formats. The low bits count compatible changes. */
    private static final int MAJOR_VERSION = 0xF0;
    /** The channel mapping family without a table, for mono and stereo. */
    private static final int FAMILY_RTP = 0;
    /** The families with a table: speakers in the order of Vorbis, and channels without a meaning. */
    private static final Set<Integer> FAMILIES_WITH_TABLE = Set.of(1, 255);

    static boolean isIdHeader(byte[] packet, int bytes) {
        return startsWith(HEAD, packet, bytes);
    }

    /** Returns whether the packet is the comment header, which contains the encoder and the title. */
    static boolean isCommentHeader(byte[] packet, int bytes) {
        return startsWith(TAGS, packet, bytes);
    }

    private static boolean startsWith(byte[] magic, byte[] packet, int bytes) {
        return bytes >= magic.length && Arrays.equals(magic, 0, magic.length, packet, 0, magic.length);
    }

    static OpusIdHeader parse(byte[] packet, int bytes) {
        if (bytes < BYTES) {
            return unsupported("a header of " + bytes + " bytes instead of " + BYTES);
        }
        ByteBuffer fields = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
        int channels = packet[9] & 0xFF;
        String problem = problem(packet[8] & 0xFF, channels, packet[18] & 0xFF);
        if (problem != null) {
            return unsupported(problem);
        }
        OpusChannelMapping mapping = packet[18] == FAMILY_RTP
                ? OpusChannelMapping.single(channels)
                : OpusChannelMapping.parse(packet, bytes, channels);
        return mapping == null
                ? unsupported("an invalid table of " + channels + " channels")
                : new OpusIdHeader(channels, fields.getShort(10) & 0xFFFF, fields.getShort(16), mapping, null);
    }

    private static OpusIdHeader unsupported(String problem) {
        return new OpusIdHeader(1, 0, 0, OpusChannelMapping.single(1), problem);
    }

    private static @Nullable String problem(int version, int channels, int family) {
        if ((version & MAJOR_VERSION) != 0) {
            return "version " + version + ", and only 1 is supported";
        }
        if (family != FAMILY_RTP && !FAMILIES_WITH_TABLE.contains(family)) {
            return "channel mapping family " + family + ", and only 0, 1 and 255 are supported";
        }
        return channels == 1 || channels == 2
                ? null
                : channels + " channels in mapping family " + family + ", and only mono and stereo can be decoded";
    }
}
