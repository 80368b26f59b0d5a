package dev.parlando.offline.script;

import dev.parlando.offline.encode.AudioEncoder;
import dev.parlando.offline.synthesis.BodyChunk;
import dev.parlando.offline.synthesis.BodySource;
import dev.parlando.offline.synthesis.FreeTtsSynthesizer;
import dev.parlando.speech.OutputFormat;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** A source of scripted audio: all of it in one step. Threading: as for every {@link BodySource}. */
public final class ScriptedAudio implements BodySource {
    private static final int BYTES_PER_KILOBIT = 125;

    private final byte[] bytes;
    private final double seconds;
    private boolean returned;

    private ScriptedAudio(byte[] bytes, double seconds) {
        this.bytes = bytes;
        this.seconds = seconds;
    }

    /** Returns samples, encoded in a format. */
    public static ScriptedAudio of(SampleSupplier samples, OutputFormat format) {
        short[] sound = samples.at(format.sampleRateHz());
        AudioEncoder encoder = AudioEncoder.of(format);
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        encoded.writeBytes(encoder.encode(sound, sound.length));
        encoded.writeBytes(encoder.finish());
        return new ScriptedAudio(encoded.toByteArray(), (double) sound.length / format.sampleRateHz());
    }

    /** Returns audio as it is. Its length in seconds, for the times of characters, follows from the format. */
    public static ScriptedAudio of(byte[] encoded, OutputFormat format) {
        int constant = format.bytesPerSecond();
        int bytesPerSecond = constant > 0 ? constant : format.bitrateKbps() * BYTES_PER_KILOBIT;
        return new ScriptedAudio(encoded, (double) encoded.length / bytesPerSecond);
    }

    /** Returns the length of the audio in seconds. */
    public double seconds() {
        return seconds;
    }

    @Override
    public @Nullable BodyChunk next(FreeTtsSynthesizer synthesizer) {
        if (returned) {
            return null;
        }
        returned = true;
        return new BodyChunk(bytes, seconds);
    }
}
