package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import java.util.function.BooleanSupplier;
import javax.sound.sampled.SourceDataLine;

/**
 * A line that was opened, with its actual properties.
 *
 * @param device the name of the device on which the line plays
 * @param serviced whether the line accepts no samples after it has run dry, until it is flushed or serviced
 * @param isPreferredDevice queries whether the system would choose the same device again
 */
record OpenLine(
        SourceDataLine line, PcmFormat format, String device, boolean serviced, BooleanSupplier isPreferredDevice) {
    int bufferAudioFrames() {
        return line.getBufferSize() / line.getFormat().getFrameSize();
    }
}
