package dev.parlando.audio.sink;

import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/** The functions of {@code javax.sound} that are needed to open a line. A seam for tests. */
interface SoundSystem {
    /** Returns all output devices. */
    List<AudioDevice> outputs();

    /** Opens a line with a buffer of about the requested length. */
    SourceDataLine open(AudioDevice device, AudioFormat format, int bufferBytes) throws LineUnavailableException;
}
