package dev.parlando.audio.telephony.jambonz;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The values that jambonz passes in the URL of a connection. Immutable.
 *
 * @param voice the voice; null if there is none
 * @param sampleRateHz the rate of the call; 0 if it is missing or not a number
 */
record QueryText(@Nullable String voice, int sampleRateHz) {
    static QueryText of(String target) {
        String rate = value(target, "sampleRate");
        return new QueryText(
                value(target, "voice"), rate != null && rate.matches("[0-9]{1,6}") ? Integer.parseInt(rate) : 0);
    }

    private static @Nullable String value(String target, String name) {
        String query = target.substring(target.indexOf('?') + 1);
        for (String field : query.split("&", -1)) {
            if (field.startsWith(name + "=")) {
                return decode(field.substring(name.length() + 1));
            }
        }
        return null;
    }

    private static @Nullable String decode(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }
}
