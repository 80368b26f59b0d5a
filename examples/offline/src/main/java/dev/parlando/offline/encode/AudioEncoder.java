package dev.parlando.offline.encode;

import dev.parlando.audio.decode.G711;
import dev.parlando.offline.calls.OfflineFormats;
import dev.parlando.speech.OutputFormat;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** An encoder for one stream of 16-bit mono samples. Threading: confined to one thread at a time. */
public interface AudioEncoder {
    /**
     * Encodes the first {@code count} samples of the array.
     *
     * @return the encoded bytes that are complete; may be empty while the encoder looks ahead
     */
    byte[] encode(short[] samples, int count);

    /** Returns the remaining bytes at the end of the stream. */
    default byte[] finish() {
        return new byte[0];
    }

    /** Returns an encoder for a format of the offline voice; {@link OfflineFormats} lists these formats. */
    static AudioEncoder of(OutputFormat format) {
        return switch (format.codec()) {
            case PCM, WAV -> AudioEncoder::littleEndian;
            case ULAW ->
                (samples, count) -> {
                    byte[] codes = new byte[count];
                    for (int i = 0; i < count; i++) {
                        codes[i] = G711.linearToUlaw(samples[i]);
                    }
                    return codes;
                };
            case ALAW ->
                (samples, count) -> {
                    byte[] codes = new byte[count];
                    for (int i = 0; i < count; i++) {
                        codes[i] = G711.linearToAlaw(samples[i]);
                    }
                    return codes;
                };
            case MP3 -> new Mp3Encoder(format.sampleRateHz(), format.bitrateKbps());
            case OPUS -> new OggOpusEncoder(format.bitrateKbps());
            case OTHER -> throw new IllegalArgumentException(format + " has no encoder here");
        };
    }

    private static byte[] littleEndian(short[] samples, int count) {
        byte[] bytes = new byte[2 * count];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().put(samples, 0, count);
        return bytes;
    }
}
