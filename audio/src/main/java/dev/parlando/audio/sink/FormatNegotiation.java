package dev.parlando.audio.sink;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.PlaybackException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.LineUnavailableException;
import javax.sound.sampled.SourceDataLine;
import org.jspecify.annotations.Nullable;

/** A search for a format that a device accepts and that is as close as possible to the wanted format. */
final class FormatNegotiation {
    private static final int SAMPLE_BITS = 16;
    private static final int[] USUAL_RATES_HZ = {48_000, 44_100};

    private FormatNegotiation() {}

    /**
     * Opens a line in the first format that the device accepts. Formats are tested by opening a line, because devices
     * report their support incorrectly.
     *
     * @throws PlaybackException if the device accepts no format
     */
    static OpenLine open(
            SoundSystem soundSystem,
            AudioDevice device,
            PcmFormat wanted,
            int bufferMillis,
            BooleanSupplier isPreferredDevice) {
        Exception failure = null;
        Set<PcmFormat> formats = candidates(wanted, device.formats());
        for (PcmFormat format : formats) {
            AudioFormat lineFormat =
                    new AudioFormat(format.sampleRateHz(), SAMPLE_BITS, format.channels(), true, false);
            int bytes = LineClient.requestedBufferAudioFrames(format, bufferMillis) * lineFormat.getFrameSize();
            try {
                SourceDataLine line = soundSystem.open(device, lineFormat, bytes);
                CountedLine counted = new CountedLine(line, soundSystem.servicesLines());
                return new OpenLine(counted, format, device.name(), isPreferredDevice);
            } catch (LineUnavailableException | IllegalArgumentException | SecurityException e) {
                failure = failure instanceof LineUnavailableException ? failure : e;
            }
        }
        throw openFailure(device, wanted, formats.size(), failure);
    }

    /**
     * Returns the wanted format, similar formats, common formats, and those that the device claims to support, in this
     * order.
     */
    static Set<PcmFormat> candidates(PcmFormat wanted, DeviceFormats claimed) {
        Set<PcmFormat> formats = new LinkedHashSet<>();
        formats.add(wanted);
        formats.add(new PcmFormat(wanted.sampleRateHz(), 2));
        formats.add(new PcmFormat(wanted.sampleRateHz(), 1));
        for (int rateHz : USUAL_RATES_HZ) {
            formats.add(new PcmFormat(rateHz, 1));
            formats.add(new PcmFormat(rateHz, 2));
        }
        for (int rateHz : claimed.sampleRatesHz()) {
            claimed.channels().stream()
                    .filter(channels -> PcmFormat.isSupported(rateHz, channels))
                    .forEach(channels -> formats.add(new PcmFormat(rateHz, channels)));
        }
        return formats;
    }

    /**
     * Returns the exception for a device that accepts no format. The system's own message always blames the format, so
     * it is only in the cause.
     */
    private static PlaybackException openFailure(
            AudioDevice device, PcmFormat wanted, int tried, @Nullable Exception cause) {
        String format = wanted.sampleRateHz() + " Hz with " + wanted.channels() + " channel(s)";
        String problem = cause instanceof LineUnavailableException
                ? " is busy or gone: wanted " + format + "; close the program that uses it, or choose another device"
                : " cannot play " + format + ", nor any of " + (tried - 1) + " other formats; choose another device";
        return new PlaybackException("sound device '" + device.name() + "'" + problem, cause);
    }
}
