package dev.parlando.speech;

import dev.parlando.error.InvalidRequestException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Encoding of the requested audio, named {@code codec_rate} or {@code codec_rate_bitrate}.
 *
 * <p>The constants are the formats that the service documents. {@link #parse} also accepts other names of the same
 * shape, for formats that the service may add later. All formats are mono.
 *
 * <p>Source: query parameter {@code output_format} of the ElevenLabs API.
 *
 * <p>Immutable.
 */
public final class OutputFormat {
    private static final Pattern SHAPE =
            Pattern.compile("([a-z][a-z0-9]*(?:_[a-z][a-z0-9]*)*)_([1-9]\\d{3,5})(?:_(\\d{1,4}))?");

    /** MP3, 22.05 kHz, 32 kbit/s. */
    public static final OutputFormat MP3_22050_32 = parse("mp3_22050_32");
    /** MP3, 24 kHz, 48 kbit/s. */
    public static final OutputFormat MP3_24000_48 = parse("mp3_24000_48");
    /** MP3, 44.1 kHz, 32 kbit/s. */
    public static final OutputFormat MP3_44100_32 = parse("mp3_44100_32");
    /** MP3, 44.1 kHz, 64 kbit/s. */
    public static final OutputFormat MP3_44100_64 = parse("mp3_44100_64");
    /** MP3, 44.1 kHz, 96 kbit/s. */
    public static final OutputFormat MP3_44100_96 = parse("mp3_44100_96");
    /** MP3, 44.1 kHz, 128 kbit/s; the default of the service. */
    public static final OutputFormat MP3_44100_128 = parse("mp3_44100_128");
    /** MP3, 44.1 kHz, 192 kbit/s; needs the Creator plan or above. */
    public static final OutputFormat MP3_44100_192 = parse("mp3_44100_192");
    /** 16-bit PCM, 8 kHz. */
    public static final OutputFormat PCM_8000 = parse("pcm_8000");
    /** 16-bit PCM, 16 kHz. */
    public static final OutputFormat PCM_16000 = parse("pcm_16000");
    /** 16-bit PCM, 22.05 kHz. */
    public static final OutputFormat PCM_22050 = parse("pcm_22050");
    /** 16-bit PCM, 24 kHz. */
    public static final OutputFormat PCM_24000 = parse("pcm_24000");
    /** 16-bit PCM, 32 kHz. */
    public static final OutputFormat PCM_32000 = parse("pcm_32000");
    /** 16-bit PCM, 44.1 kHz; needs the Pro plan or above. */
    public static final OutputFormat PCM_44100 = parse("pcm_44100");
    /** 16-bit PCM, 48 kHz. */
    public static final OutputFormat PCM_48000 = parse("pcm_48000");
    /** µ-law, 8 kHz; used by telephone networks in America and Japan. */
    public static final OutputFormat ULAW_8000 = parse("ulaw_8000");
    /** A-law, 8 kHz; used by telephone networks elsewhere. */
    public static final OutputFormat ALAW_8000 = parse("alaw_8000");
    /** Ogg Opus, 48 kHz, 32 kbit/s. */
    public static final OutputFormat OPUS_48000_32 = parse("opus_48000_32");
    /** Ogg Opus, 48 kHz, 64 kbit/s. */
    public static final OutputFormat OPUS_48000_64 = parse("opus_48000_64");
    /** Ogg Opus, 48 kHz, 96 kbit/s. */
    public static final OutputFormat OPUS_48000_96 = parse("opus_48000_96");
    /** Ogg Opus, 48 kHz, 128 kbit/s. */
    public static final OutputFormat OPUS_48000_128 = parse("opus_48000_128");
    /** Ogg Opus, 48 kHz, 192 kbit/s. */
    public static final OutputFormat OPUS_48000_192 = parse("opus_48000_192");
    /** WAV, 8 kHz; not streamed by the service. */
    public static final OutputFormat WAV_8000 = parse("wav_8000");
    /** WAV, 16 kHz; not streamed by the service. */
    public static final OutputFormat WAV_16000 = parse("wav_16000");
    /** WAV, 22.05 kHz; not streamed by the service. */
    public static final OutputFormat WAV_22050 = parse("wav_22050");
    /** WAV, 24 kHz; not streamed by the service. */
    public static final OutputFormat WAV_24000 = parse("wav_24000");
    /** WAV, 32 kHz; not streamed by the service. */
    public static final OutputFormat WAV_32000 = parse("wav_32000");
    /** WAV, 44.1 kHz; not streamed by the service, and needs the Pro plan or above. */
    public static final OutputFormat WAV_44100 = parse("wav_44100");
    /** WAV, 48 kHz; not streamed by the service. */
    public static final OutputFormat WAV_48000 = parse("wav_48000");

    private static final List<OutputFormat> DOCUMENTED = List.of(
            MP3_22050_32,
            MP3_24000_48,
            MP3_44100_32,
            MP3_44100_64,
            MP3_44100_96,
            MP3_44100_128,
            MP3_44100_192,
            PCM_8000,
            PCM_16000,
            PCM_22050,
            PCM_24000,
            PCM_32000,
            PCM_44100,
            PCM_48000,
            ULAW_8000,
            ALAW_8000,
            OPUS_48000_32,
            OPUS_48000_64,
            OPUS_48000_96,
            OPUS_48000_128,
            OPUS_48000_192,
            WAV_8000,
            WAV_16000,
            WAV_22050,
            WAV_24000,
            WAV_32000,
            WAV_44100,
            WAV_48000);

    private final String value;
    private final AudioCodec codec;
    private final int sampleRateHz;
    private final int bitrateKbps;

    private OutputFormat(String value, AudioCodec codec, int sampleRateHz, int bitrateKbps) {
        this.value = value;
        this.codec = codec;
        this.sampleRateHz = sampleRateHz;
        this.bitrateKbps = bitrateKbps;
    }

    /** Returns the formats that the service documents, ordered by codec. */
    public static List<OutputFormat> documented() {
        return DOCUMENTED;
    }

    /**
     * Parses the name of a format.
     *
     * @throws InvalidRequestException if the text does not have the shape {@code codec_rate} or
     *     {@code codec_rate_bitrate}
     */
    public static OutputFormat parse(String value) {
        Matcher matcher = SHAPE.matcher(value.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw new InvalidRequestException("output_format", "'" + value + "' is not a format; use " + names());
        }
        String bitrate = matcher.group(3);
        return new OutputFormat(
                matcher.group(),
                AudioCodec.ofToken(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                bitrate == null ? 0 : Integer.parseInt(bitrate));
    }

    /** Returns the name on the wire, such as {@code mp3_44100_128}. */
    public String value() {
        return value;
    }

    /** Returns the encoding of the samples; {@link AudioCodec#OTHER} if unknown. */
    public AudioCodec codec() {
        return codec;
    }

    /** Returns the number of audio frames per second. */
    public int sampleRateHz() {
        return sampleRateHz;
    }

    /** Returns the bit rate in kilobits per second, or 0 if the name has none. */
    public int bitrateKbps() {
        return bitrateKbps;
    }

    /**
     * Returns the number of bytes for one second of audio, without headers. Returns 0 if it is not constant, as that of
     * Opus, or not known.
     */
    public int bytesPerSecond() {
        return switch (codec) {
            case PCM, WAV -> 2 * sampleRateHz;
            case ULAW, ALAW -> sampleRateHz;
            case MP3 -> bitrateKbps * 1000 / 8;
            case OPUS, OTHER -> 0;
        };
    }

    private static String names() {
        return DOCUMENTED.stream().map(OutputFormat::value).collect(Collectors.joining(", "));
    }

    /** Returns whether the service sends this format during generation; WAV is sent as a whole file. */
    public boolean isStreamed() {
        return codec != AudioCodec.WAV;
    }

    /** Returns whether the other object is the format with the same name, which all other values follow from. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof OutputFormat format && value.equals(format.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
