package dev.parlando.audio.playback;

import dev.parlando.error.PlaybackException;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioSystem;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;
import org.jspecify.annotations.Nullable;

/** Opens lines of {@code javax.sound} and says in one sentence why one cannot be opened. */
final class SystemLines {
    /** Opens a line; a seam for tests. */
    @FunctionalInterface
    interface Opener {
        /**
         * Opens a line whose buffer is about as long as asked.
         *
         * @throws PlaybackException if that cannot be done
         */
        SourceDataLine open(@Nullable String device, AudioFormat format, int bufferBytes);
    }

    private SystemLines() {}

    static SourceDataLine open(@Nullable String device, AudioFormat format, int bufferBytes) {
        try {
            // Not asked whether the format is supported: devices answer that wrongly. Opening tells.
            SourceDataLine line = device == null
                    ? AudioSystem.getSourceDataLine(format)
                    : AudioSystem.getSourceDataLine(format, AudioDevices.mixer(AudioDevices.find(device)));
            line.open(format, bufferBytes);
            return line;
        } catch (LineUnavailableException | IllegalArgumentException | SecurityException | LinkageError e) {
            throw new PlaybackException(problem(device, format), e);
        }
    }

    static String describe(@Nullable String device) {
        return device == null ? "the default sound device" : "sound device '" + device + "'";
    }

    /** Leaves out the system's own text, which blames the format whatever happened; it is in the cause. */
    private static String problem(@Nullable String device, AudioFormat format) {
        return describe(device) + " cannot play " + (int) format.getSampleRate() + " Hz with " + format.getChannels()
                + " channel(s): absent or busy; there is: " + AudioDevices.names(AudioDevices.outputs());
    }
}
