package dev.parlando.audio.telephony.carrier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The JSON message that carries the audio of one packet in Base64. It is built once, and only its payload changes, so that
 * no packet after the first allocates memory.
 *
 * <p>Threading: confined to one thread at a time.
 */
final class MediaMessage {
    private final byte[] prefix;
    private final byte[] suffix;
    private byte[] audio = new byte[0];
    private byte[] encoded = new byte[0];
    private ByteBuffer message = ByteBuffer.allocate(0);

    /** Creates a message of the text before and after the payload. */
    MediaMessage(String prefix, String suffix) {
        this.prefix = prefix.getBytes(StandardCharsets.UTF_8);
        this.suffix = suffix.getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the message with a packet's audio, valid until the next call. */
    ByteBuffer encode(ByteBuffer packet) {
        if (audio.length != packet.remaining()) {
            resize(packet.remaining());
        }
        packet.get(packet.position(), audio);
        int encodedBytes = Base64.getEncoder().encode(audio, encoded);
        return message.clear()
                .position(prefix.length)
                .put(encoded, 0, encodedBytes)
                .put(suffix)
                .flip();
    }

    private void resize(int audioBytes) {
        audio = new byte[audioBytes];
        encoded = new byte[4 * ((audioBytes + 2) / 3)];
        message = ByteBuffer.allocate(prefix.length + encoded.length + suffix.length);
        message.put(prefix);
    }
}
