package dev.parlando.audio.telephony;

import dev.parlando.audio.decode.G711;
import java.nio.ByteBuffer;

/** The conversion of samples to the bytes of packets. Stateless. Source: ITU-T G.711; RFC 3551, section 4.5.11. */
final class PacketEncoder {
    private PacketEncoder() {}

    /**
     * Writes as many samples as fit into the target, whose byte order applies to 16-bit samples.
     *
     * @return the number of samples written
     */
    static int encode(MediaFormat.Encoding encoding, short[] pcm, int from, int to, ByteBuffer target) {
        return switch (encoding) {
            case ULAW -> {
                int count = Math.min(to - from, target.remaining());
                for (int i = from; i < from + count; i++) {
                    target.put(G711.linearToUlaw(pcm[i]));
                }
                yield count;
            }
            case ALAW -> {
                int count = Math.min(to - from, target.remaining());
                for (int i = from; i < from + count; i++) {
                    target.put(G711.linearToAlaw(pcm[i]));
                }
                yield count;
            }
            case LINEAR16 -> {
                int count = Math.min(to - from, target.remaining() / Short.BYTES);
                for (int i = from; i < from + count; i++) {
                    target.putShort(pcm[i]);
                }
                yield count;
            }
        };
    }
}
