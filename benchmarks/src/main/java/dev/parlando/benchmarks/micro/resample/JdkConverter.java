package dev.parlando.benchmarks.micro.resample;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** The converter built into {@code javax.sound}. */
final class JdkConverter implements RateConverter {
    @Override
    public short[] convert(short[] samples, int fromHz, int toHz) throws IOException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(PcmBytes.of(samples));
        AudioInputStream source = new AudioInputStream(bytes, format(fromHz), samples.length);
        try (AudioInputStream target = AudioSystem.getAudioInputStream(format(toHz), source)) {
            return PcmBytes.samples(target.readAllBytes());
        }
    }

    private static AudioFormat format(int hz) {
        return new AudioFormat(hz, 16, 1, true, false);
    }
}
