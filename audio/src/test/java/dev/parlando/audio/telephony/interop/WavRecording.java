package dev.parlando.audio.telephony.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.UnsupportedAudioFileException;

/** A WAV file that another program has written, read with the JDK. */
final class WavRecording {
    private WavRecording() {}

    /** Returns the samples of a file with 16 bits, 8 kHz and one channel. */
    static byte[] data(Path file) throws IOException, UnsupportedAudioFileException {
        try (AudioInputStream in = AudioSystem.getAudioInputStream(file.toFile())) {
            assertThat(in.getFormat().getSampleRate()).isEqualTo(8000);
            assertThat(in.getFormat().getFrameSize()).isEqualTo(2);
            return in.readAllBytes();
        }
    }
}
