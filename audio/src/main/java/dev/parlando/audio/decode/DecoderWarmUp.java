package dev.parlando.audio.decode;

import dev.parlando.speech.OutputFormat;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;

/**
 * Loads and compiles the decoders of MP3 and Opus by using them.
 *
 * <p>Each clip is two joined streams, since what is in them is read by different code: MP3 in 21 frames of 24 kHz at 48
 * kbit/s and 21 of 44.1 kHz at 64 kbit/s, for MPEG-2 and MPEG-1; Opus in 0.4 s at 32 kbit/s and 0.4 s at 64 kbit/s, for SILK
 * and CELT. They are the start of a sentence that espeak-ng spoke and LAME and libopus encoded, and are never played.
 */
final class DecoderWarmUp {
    /** Enough for the compiler: more rounds no longer make the first frame of the next stream faster. */
    private static final int ROUNDS = 4;

    private DecoderWarmUp() {}

    static void run() {
        run("warm-up.mp3", OutputFormat.MP3_24000_48);
        run("warm-up.opus", OutputFormat.OPUS_48000_32);
    }

    private static void run(String clip, OutputFormat format) {
        try (InputStream resource = DecoderWarmUp.class.getResourceAsStream(clip)) {
            if (resource == null) {
                throw new IOException(clip + " is missing beside " + DecoderWarmUp.class.getName());
            }
            decode(resource.readAllBytes(), format);
        } catch (IOException e) {
            System.getLogger(DecoderWarmUp.class.getName()).log(Level.WARNING, "the first sound will be late", e);
        }
    }

    private static void decode(byte[] clip, OutputFormat format) {
        short[] pcm = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
        for (int round = 0; round < ROUNDS; round++) {
            AudioDecoder decoder = AudioDecoders.forFormat(format);
            ByteBuffer encoded = ByteBuffer.wrap(clip);
            while (decoder.decode(encoded, pcm) > 0) {
                // The samples are of no use.
            }
        }
    }
}
