package dev.parlando.openhab;

import dev.parlando.speech.AudioCodec;
import dev.parlando.speech.OutputFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openhab.core.audio.AudioFormat;

/** The formats of the service as formats of openHAB, by preference. Immutable. */
final class SpeechFormats {
    private final Map<AudioFormat, OutputFormat> formats = new LinkedHashMap<>();

    SpeechFormats() {
        add(OutputFormat.MP3_44100_128);
        add(OutputFormat.MP3_22050_32);
        add(OutputFormat.PCM_16000);
        add(OutputFormat.PCM_22050);
        add(OutputFormat.PCM_24000);
        add(OutputFormat.PCM_44100);
        add(OutputFormat.PCM_48000);
        add(OutputFormat.ULAW_8000);
        add(OutputFormat.ALAW_8000);
    }

    private void add(OutputFormat format) {
        boolean pcm = format.codec() == AudioCodec.PCM;
        formats.put(
                new AudioFormat(
                        AudioFormat.CONTAINER_NONE,
                        codec(format),
                        pcm ? false : null,
                        pcm || format.codec() == AudioCodec.MP3 ? 16 : 8,
                        format.bytesPerSecond() * 8,
                        (long) format.sampleRateHz(),
                        1),
                format);
    }

    private static @Nullable String codec(OutputFormat format) {
        return switch (format.codec()) {
            case MP3 -> AudioFormat.CODEC_MP3;
            case PCM -> AudioFormat.CODEC_PCM_SIGNED;
            case ULAW -> AudioFormat.CODEC_PCM_ULAW;
            case ALAW -> AudioFormat.CODEC_PCM_ALAW;
            default -> null;
        };
    }

    Set<AudioFormat> all() {
        return Set.copyOf(formats.keySet());
    }

    /** Returns the first format that a request, in which absent properties stand for any value, allows. */
    Optional<Map.Entry<AudioFormat, OutputFormat>> find(AudioFormat requested) {
        return formats.entrySet().stream()
                .filter(entry -> requested.isCompatible(entry.getKey()))
                .findFirst();
    }
}
