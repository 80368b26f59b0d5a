package dev.parlando.benchmarks.rig.server;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A definition of the server's response to one request. It is sent as the voice id, which every client supports.
 *
 * @param chunks the number of DATA frames in the response
 * @param chunkBytes the size of each frame
 * @param periodMillis the time between two frames; 0 sends all frames immediately
 * @param index the number of the stream, which spreads streams evenly over the period
 */
public record ResponseScript(int chunks, int chunkBytes, int periodMillis, int index) {
    /** The number of streams spread over one period. */
    static final int PHASES = 50;

    private static final Pattern VOICE = Pattern.compile("(\\d+)x(\\d+)x(\\d+)-(\\d+)");
    private static final String PATH_PREFIX = "/v1/text-to-speech/";

    /** Returns the voice id that requests this response. */
    public String voice() {
        return chunks + "x" + chunkBytes + "x" + periodMillis + "-" + index;
    }

    /** Returns the request path for this response, in the form of the service's API. */
    public String path() {
        return PATH_PREFIX + voice() + "/stream";
    }

    /** Returns the size of the response body in bytes. */
    public long totalBytes() {
        return (long) chunks * chunkBytes;
    }

    /** Returns the delay from the request to the first chunk. */
    long phaseMicros() {
        return periodMillis * 1000L * (index % PHASES) / PHASES;
    }

    /**
     * Parses the script in a request path.
     *
     * @throws IllegalArgumentException if the path contains no script
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
