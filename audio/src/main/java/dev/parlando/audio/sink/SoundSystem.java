package dev.parlando.audio.sink;

import java.util.List;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;

/** Is what of {@code javax.sound} is needed to open a line; a seam for tests. */
interface SoundSystem {
    /** Returns all output devices. */
    List<AudioDevice> outputs();

    /** Opens a line whose buffer is about as long as asked. */
    SourceDataLine open(AudioDevice device, AudioFormat format, int bufferBytes) throws LineUnavailableException;
}
