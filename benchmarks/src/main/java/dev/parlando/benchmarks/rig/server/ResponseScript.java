package dev.parlando.benchmarks.rig.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what the server answers to one request; it travels as the id of the voice, which every client can send.
 *
 * @param chunks how many DATA frames the answer has
 * @param chunkBytes bytes in each
 * @param periodMillis time between two of them; 0 means all at once
 * @param index number of the stream, which spreads streams evenly over the period
 */
public record ResponseScript(int chunks, int chunkBytes, int periodMillis, int index) {
    /** How many streams are spread over one period. */
    static final int PHASES = 50;

    private static final Pattern VOICE = Pattern.compile("(\\d+)x(\\d+)x(\\d+)-(\\d+)");
    private static final String PATH_PREFIX = "/v1/text-to-speech/";

    /** Returns the voice id that asks for this answer. */
    public String voice() {
        return chunks + "x" + chunkBytes + "x" + periodMillis + "-" + index;
    }

    /** Returns the target of the request that asks for this answer, as the service's API has it. */
    public String path() {
        return PATH_PREFIX + voice() + "/stream";
    }

    /** Returns how many bytes the whole answer has. */
    public long totalBytes() {
        return (long) chunks * chunkBytes;
    }

    /** Returns how long after the request the first chunk is due. */
    long phaseMicros() {
        return periodMillis * 1000L * (index % PHASES) / PHASES;
    }

    /**
     * Reads the script from the target of a request.
     *
     * @throws IllegalArgumentException if it names none
     */
    static ResponseScript ofPath(CharSequence path) {
        Matcher found = VOICE.matcher(path);
        if (!found.find()) {
            throw new IllegalArgumentException("no script in " + path);
        }
        return new ResponseScript(number(found, 1), number(found, 2), number(found, 3), number(found, 4));
    }

    private static int number(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }
}
