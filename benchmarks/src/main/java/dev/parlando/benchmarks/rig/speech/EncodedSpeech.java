package dev.parlando.benchmarks.rig.speech;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.decode.G711;
import dev.parlando.speech.OutputFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A spoken sentence, encoded in each measured format. */
public final class EncodedSpeech {
    private static final int ID3_BYTES = 45;

    private EncodedSpeech() {}

    /**
     * Returns a stream that may be repeated seamlessly: whole frames or samples, or Opus, whose streams may be chained.
     */
    public static byte[] of(OutputFormat format) {
        return switch (format.codec()) {
            case MP3 -> mp3(format);
            case OPUS -> resource(format.value() + ".opus", 0);
            case PCM -> pcm();
            case ULAW -> ulaw();
            default -> throw new IllegalArgumentException("no speech in " + format);
        };
    }

    private static byte[] mp3(OutputFormat format) {
        return resource(format.value() + ".mp3", ID3_BYTES);
    }

    private static byte[] resource(String name, int skippedBytes) {
        try (InputStream in = EncodedSpeech.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + name);
            }
            in.skipNBytes(skippedBytes);
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] pcm() {
        AudioDecoder decoder = AudioDecoders.forFormat(OutputFormat.MP3_24000_48);
        ByteBuffer encoded = ByteBuffer.wrap(mp3(OutputFormat.MP3_24000_48));
        short[] pcm = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int samples = decoder.decode(encoded, pcm); samples > 0; samples = decoder.decode(encoded, pcm)) {
            for (int i = 0; i < samples; i++) {
                bytes.write(pcm[i]);
                bytes.write(pcm[i] >> 8);
            }
        }
        return bytes.toByteArray();
    }

    /** Returns the sentence at a third of its speed, which makes no difference to a table look-up. */
    private static byte[] ulaw() {
        ByteBuffer pcm = ByteBuffer.wrap(pcm()).order(ByteOrder.LITTLE_ENDIAN);
        byte[] codes = new byte[pcm.capacity() / 2];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = G711.linearToUlaw(pcm.getShort());
        }
        return codes;
    }
}
