package dev.parlando.audio.decode;

import dev.parlando.speech.OutputFormat;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;

/**
 * Loads and compiles the MP3 decoder by using it.
 *
 * <p>The clip is two joined streams of 21 frames, 24 kHz at 48 kbit/s and 44.1 kHz at 64 kbit/s, since MPEG-2 and
 * MPEG-1 frames are read by different code. It is the start of a sentence that espeak-ng spoke and LAME encoded, and is
 * never played.
 */
final class WarmUp {
    private static final String CLIP = "warm-up.mp3";
    /** Enough for the compiler: more rounds no longer make the first frame of the next stream faster. */
    private static final int ROUNDS = 4;

    private WarmUp() {}

    static void run() {
        try (InputStream resource = WarmUp.class.getResourceAsStream(CLIP)) {
            if (resource == null) {
                throw new IOException(CLIP + " is missing beside " + WarmUp.class.getName());
            }
            decode(resource.readAllBytes());
        } catch (IOException e) {
            System.getLogger(WarmUp.class.getName()).log(Level.WARNING, "the first sound will be late", e);
        }
    }

    private static void decode(byte[] clip) {
        short[] pcm = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
        for (int round = 0; round < ROUNDS; round++) {
            AudioDecoder decoder = AudioDecoders.forFormat(OutputFormat.MP3_24000_48);
            ByteBuffer encoded = ByteBuffer.wrap(clip);
            while (decoder.decode(encoded, pcm) > 0) {
                // The samples are of no use.
            }
        }
    }
}
