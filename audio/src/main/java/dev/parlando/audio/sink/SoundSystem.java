package dev.parlando.audio.sink;

import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/** The functions of {@code javax.sound} that are needed to open a line. A seam for tests. */
interface SoundSystem {
    /** Returns all output devices. */
    List<AudioDevice> outputs();

    /** Returns whether a line that has run dry accepts no samples until it is flushed or serviced. */
    default boolean servicesLines() {
        return false;
    }

    /** Opens a line with a buffer of about the requested length. */
    SourceDataLine open(AudioDevice device, AudioFormat format, int bufferBytes) throws LineUnavailableException;
}
