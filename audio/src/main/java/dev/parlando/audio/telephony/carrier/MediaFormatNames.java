package dev.parlando.audio.telephony.carrier;

import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.error.InvalidRequestException;
import java.nio.ByteOrder;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names that carriers give to media formats. Stateless. */
final class MediaFormatNames {
    private static final int G711_HZ = 8000;

    private MediaFormatNames() {}

    /**
     * Returns the format of a name such as {@code audio/x-mulaw}, {@code PCMA} or {@code audio/l16;rate=16000}; null if it
     * is none of {@link MediaFormat}.
     *
     * @param sampleRateHz rate unless the name has one
     * @param channels number of channels; only mono is supported
     * @param byteOrder byte order of linear samples
     */
    static @Nullable MediaFormat parse(String name, int sampleRateHz, int channels, ByteOrder byteOrder) {
        String[] parts = name.toLowerCase(Locale.ROOT).split(";", -1);
        int rate = sampleRateHz;
        for (int part = 1; part < parts.length; part++) {
            String parameter = parts[part].strip();
            if (parameter.startsWith("rate=")) {
                rate = new MessageFields(Map.of("rate", parameter.substring("rate=".length()))).number("rate", 0);
            }
        }
        if (channels != 1) {
            return null;
        }
        return switch (parts[0].strip().replaceFirst("^audio/", "").replaceFirst("^x-", "")) {
            case "mulaw", "ulaw", "pcmu" -> rate == G711_HZ ? MediaFormat.ULAW_8000 : null;
            case "alaw", "pcma" -> rate == G711_HZ ? MediaFormat.ALAW_8000 : null;
            case "l16", "linear16" -> linear16(rate, byteOrder);
            default -> null;
        };
    }

    private static @Nullable MediaFormat linear16(int sampleRateHz, ByteOrder byteOrder) {
        try {
            return MediaFormat.linear16(sampleRateHz, byteOrder);
        } catch (InvalidRequestException outOfRange) {
            return null;
        }
    }
}
