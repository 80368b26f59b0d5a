package dev.parlando.audio.telephony;

import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.speech.OutputFormat;
import java.nio.ByteOrder;
import java.util.List;

/** The output formats of the service for a leg's encoding. Stateless. */
final class LegFormats {
    /** The PCM formats that every plan has, by rate. */
    private static final List<OutputFormat> PCM = List.of(
            OutputFormat.PCM_8000,
            OutputFormat.PCM_16000,
            OutputFormat.PCM_22050,
            OutputFormat.PCM_24000,
            OutputFormat.PCM_32000,
            OutputFormat.PCM_48000);

    private LegFormats() {}

    /** Returns the format with the encoding of the leg, or PCM of the same or the next higher rate. */
    static OutputFormat defaultFor(MediaFormat format) {
        return switch (format.encoding()) {
            case ULAW -> OutputFormat.ULAW_8000;
            case ALAW -> OutputFormat.ALAW_8000;
            case LINEAR16 ->
                PCM.stream()
                        .filter(pcm -> pcm.sampleRateHz() >= format.sampleRateHz())
                        .findFirst()
                        .orElse(OutputFormat.PCM_48000);
        };
    }

    /** Returns whether the bytes of a stream are those of the packets. */
    static boolean isPassedThrough(OutputFormat stream, MediaFormat format) {
        boolean sameEncoding =
                switch (stream.codec()) {
                    case ULAW -> format.encoding() == MediaFormat.Encoding.ULAW;
                    case ALAW -> format.encoding() == MediaFormat.Encoding.ALAW;
                    case PCM ->
                        format.encoding() == MediaFormat.Encoding.LINEAR16
                                && format.byteOrder().equals(ByteOrder.LITTLE_ENDIAN);
                    default -> false;
                };
        return sameEncoding && stream.sampleRateHz() == format.sampleRateHz();
    }

    /**
     * Returns the handler of a stream in a format.
     *
     * @throws InvalidRequestException if the format cannot be decoded
     */
    static SpeechFeed feedFor(
            OutputFormat stream, LegSettings settings, PacketClock.Resources resources, SpeechFeed.Listener listener) {
        if (isPassedThrough(stream, settings.format())) {
            return new PassThroughFeed(stream.value(), settings, resources.pool(), listener);
        }
        if (!AudioDecoders.canDecode(stream)) {
            throw new InvalidRequestException(
                    "output_format",
                    "'" + stream.value() + "' cannot be decoded for this leg; use " + defaultFor(settings.format()));
        }
        return new DecodingFeed(stream, settings, resources, listener);
    }
}
