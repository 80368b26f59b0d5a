package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import java.util.function.BooleanSupplier;

/**
 * A line that was opened, with its actual properties.
 *
 * <p>Threading: immutable; the line thread and the owner share it.
 *
 * @param counted the line itself, for the line thread
 * @param steps the steps of its position, for the line thread
 * @param ring the samples on their way from the owner to the line thread, up to the length of the line's buffer
 * @param device the name of the device on which the line plays
 * @param isPreferredDevice queries whether the system would choose the same device again
 */
record OpenLine(
        CountedLine counted,
        LineSteps steps,
        ByteRing ring,
        PcmFormat format,
        String device,
        BooleanSupplier isPreferredDevice) {
    OpenLine(CountedLine counted, PcmFormat format, String device, BooleanSupplier isPreferredDevice) {
        this(
                counted,
                new LineSteps(format.sampleRateHz()),
                new ByteRing(counted.bufferBytes()),
                format,
                device,
                isPreferredDevice);
    }

    int bufferAudioFrames() {
        return counted.bufferAudioFrames();
    }
}
