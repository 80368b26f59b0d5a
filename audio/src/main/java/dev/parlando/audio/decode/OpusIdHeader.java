package dev.parlando.audio.decode;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The identification header of an Opus stream, which is its first packet.
 *
 * <p>Immutable. Source: RFC 7845, sections 5.1 and 5.2.
 *
 * @param channels the number of channels, which is 1 or 2 if the stream can be decoded
 * @param preSkipAudioFrames the number of decoded audio frames to discard at the start of the stream
 * @param outputGain the gain to apply to decoded samples, in 1/256 dB
 * @param problem the reason why the stream cannot be decoded, or null if it can
 */
record OpusIdHeader(int channels, int preSkipAudioFrames, int outputGain, @Nullable String problem) {
    private static final byte[] HEAD = "OpusHead".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TAGS = "OpusTags".getBytes(StandardCharsets.US_ASCII);
    private static final int BYTES = 19;
    /** The version bits that change with incompatible formats. The low bits count compatible changes. */
    private static final int MAJOR_VERSION = 0xF0;

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
            return new OpusIdHeader(1, 0, 0, "a header of " + bytes + " bytes instead of " + BYTES);
        }
        ByteBuffer fields = ByteBuffer.wrap(packet).order(ByteOrder.LITTLE_ENDIAN);
        int channels = packet[9] & 0xFF;
        String problem = problem(packet[8] & 0xFF, channels, packet[18] & 0xFF);
        return new OpusIdHeader(channels, fields.getShort(10) & 0xFFFF, fields.getShort(16), problem);
    }

    private static @Nullable String problem(int version, int channels, int mapping) {
        if ((version & MAJOR_VERSION) != 0) {
            return "version " + version + ", and only 1 is supported";
        }
        if (mapping != 0) {
            return channels + " channels in mapping family " + mapping + ", and only mono and stereo can be decoded";
        }
        return channels == 1 || channels == 2 ? null : channels + " channels without a mapping";
    }
}
