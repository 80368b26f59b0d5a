package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import java.util.function.BooleanSupplier;
import javax.sound.sampled.SourceDataLine;

/**
 * Is a line that was opened, with what it turned out to be.
 *
 * @param device the name of the device it plays on
 * @param isPreferredDevice asks the system whether it would choose the same device again
 */
record OpenLine(SourceDataLine line, PcmFormat format, String device, BooleanSupplier isPreferredDevice) {
    int bufferAudioFrames() {
        return line.getBufferSize() / line.getFormat().getFrameSize();
    }
}
