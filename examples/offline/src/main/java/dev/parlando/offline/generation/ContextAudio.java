package dev.parlando.offline.generation;

import dev.parlando.offline.encode.AudioEncoder;
import dev.parlando.offline.synthesis.FreeTtsSynthesizer;
import dev.parlando.speech.OutputFormat;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The audio of one context: one encoder for all its generations. It holds back the last samples of each generation, as
 * the service does, and returns them with the next audio.
 *
 * <p>Threading: confined to the running step of the context.
 */
public final class ContextAudio {
    private static final int HELD_MILLIS = 30;

    private final AudioEncoder encoder;
    private final int heldSamples;
    private short[] held = {};

    /** Creates the audio of a context without speech. */
    public ContextAudio(OutputFormat format) {
        encoder = AudioEncoder.of(format);
        heldSamples = format.sampleRateHz() * HELD_MILLIS / 1000;
    }

    /** Encodes samples and the ones held back before, and holds back the last of them. */
    byte[] encode(short[] samples) {
        short[] all = Arrays.copyOf(held, held.length + samples.length);
        System.arraycopy(samples, 0, all, held.length, samples.length);
        int due = Math.max(0, all.length - heldSamples);
        held = Arrays.copyOfRange(all, due, all.length);
        return encoder.encode(all, due);
    }

    private byte[] release() {
        byte[] rest = encoder.encode(held, held.length);
        held = new short[0];
        return rest;
    }

    private byte[] finish() {
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.writeBytes(release());
        rest.writeBytes(encoder.finish());
        return rest.toByteArray();
    }

    /** Returns a source of the audio that is held back; {@code last} also ends the encoded stream. */
    public SocketSource rest(boolean last) {
        return new SocketSource() {
            private boolean returned;

            @Override
            public @Nullable SocketChunk next(FreeTtsSynthesizer synthesizer) {
                if (returned) {
                    return null;
                }
                returned = true;
                return new SocketChunk(last ? finish() : release(), null, null, 0);
            }
        };
    }
}
