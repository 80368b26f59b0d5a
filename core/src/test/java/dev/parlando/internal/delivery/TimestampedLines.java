package dev.parlando.internal.delivery;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** Builder for responses with timestamps, with one JSON object per line as the service sends them. Confined to one
 * thread. */
public final class TimestampedLines {
    private final StringBuilder lines = new StringBuilder();

    /** Adds a line with audio and a text whose characters last a tenth of a second each. */
    public TimestampedLines add(byte[] audio, String text, int startTenths) {
        StringBuilder characters = new StringBuilder();
        StringBuilder starts = new StringBuilder();
        StringBuilder ends = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            String comma = i == 0 ? "" : ", ";
            characters.append(comma).append('"').append(text.charAt(i)).append('"');
            starts.append(comma).append((startTenths + i) / 10.0);
            ends.append(comma).append((startTenths + i + 1) / 10.0);
        }
        return addRaw("{\"audio_base64\": \"" + Base64.getEncoder().encodeToString(audio) + "\", \"alignment\": "
                + "{\"characters\": [" + characters + "], \"character_start_times_seconds\": [" + starts
                + "], \"character_end_times_seconds\": [" + ends + "]}, \"normalized_alignment\": null}");
    }

    /** Adds a line unchanged. */
    public TimestampedLines addRaw(String line) {
        lines.append(line).append('\n');
        return this;
    }

    /** Returns the response so far. */
    public byte[] bytes() {
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Returns pseudo-random bytes that stand for audio. */
    public static byte[] audio(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
