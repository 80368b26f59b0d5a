package dev.parlando.offline.script;

import dev.parlando.error.InvalidRequestException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** A reader of the samples of WAV files. */
public final class WavSamples {
    private WavSamples() {}

    /**
     * Reads a file of 16-bit PCM, of which several channels become one.
     *
     * @throws InvalidRequestException if the file cannot be read, or has other samples
     */
    public static SampleSupplier read(Path file) {
        try (AudioInputStream input = AudioSystem.getAudioInputStream(file.toFile())) {
            AudioFormat format = input.getFormat();
            if (format.getSampleSizeInBits() != Short.SIZE
                    || !format.getEncoding().equals(AudioFormat.Encoding.PCM_SIGNED)) {
                throw new InvalidRequestException("wav", file + " has " + format + " instead of 16-bit PCM");
            }
            ByteOrder order = format.isBigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
            ShortBuffer all = ByteBuffer.wrap(input.readAllBytes()).order(order).asShortBuffer();
            return SampleSupplier.recorded(mono(all, format.getChannels()), Math.round(format.getSampleRate()));
        } catch (IOException | UnsupportedAudioFileException e) {
            throw new InvalidRequestException("wav", "cannot read " + file + ": " + e);
        }
    }

    private static short[] mono(ShortBuffer interleaved, int channels) {
        short[] samples = new short[interleaved.remaining() / channels];
        for (int i = 0; i < samples.length; i++) {
            int sum = 0;
            for (int channel = 0; channel < channels; channel++) {
                sum += interleaved.get();
            }
            samples[i] = (short) (sum / channels);
        }
        return samples;
    }
}
