package dev.parlando.audio.sink;

import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/** The lines of {@code javax.sound}. */
final class JavaSoundSystem implements SoundSystem {
    @Override
    public List<AudioDevice> outputs() {
        return AudioDevices.outputs();
    }

    /** Returns true on Windows, where {@code javax.sound} plays through DirectSound. */
    @Override
    public boolean servicesLines() {
        return System.getProperty("os.name", "").startsWith("Windows");
    }

    @Override
    public SourceDataLine open(AudioDevice device, AudioFormat format, int bufferBytes)
            throws LineUnavailableException {
        SourceDataLine line = AudioSystem.getSourceDataLine(format, AudioDevices.mixer(device));
        line.open(format, bufferBytes);
        return line;
    }
}
