package dev.parlando.transcript;

import java.util.Arrays;
import java.util.List;

/**
 * Start and end times of the characters of a text, relative to the first sample after the encoder padding.
 *
 * <p>Immutable. The service defines the characters; most are single code points. Source: {@code alignment} of the
 * ElevenLabs API, whose times continue over all pieces of a response.
 */
public final class Alignment {
    private final List<String> characters;
    private final double[] startSeconds;
    private final double[] endSeconds;

    /**
     * Creates an alignment with one time span for each character.
     *
     * @param startSeconds start of each character, in seconds
     * @param endSeconds end of each character, in seconds
     * @throws IllegalArgumentException if the lengths of the list and the arrays differ
     */
    public Alignment(List<String> characters, double[] startSeconds, double[] endSeconds) {
        if (startSeconds.length != characters.size() || endSeconds.length != characters.size()) {
            throw new IllegalArgumentException(characters.size() + " characters with " + startSeconds.length
                    + " starts and " + endSeconds.length + " ends");
        }
        this.characters = List.copyOf(characters);
        this.startSeconds = startSeconds.clone();
        this.endSeconds = endSeconds.clone();
    }

    /** Returns the number of characters. */
    public int size() {
        return characters.size();
    }

    /** Returns the character at an index. */
    public String character(int index) {
        return characters.get(index);
    }

    /** Returns the start of a character, in milliseconds. */
    public double startMillis(int index) {
        return startSeconds[index] * 1000;
    }

    /** Returns the end of a character, in milliseconds. */
    public double endMillis(int index) {
        return endSeconds[index] * 1000;
    }

    /** Returns an alignment of the same characters whose times are {@code millis} later. */
    public Alignment shifted(double millis) {
        double seconds = millis / 1000;
        return new Alignment(characters, plus(startSeconds, seconds), plus(endSeconds, seconds));
    }

    private static double[] plus(double[] times, double seconds) {
        return Arrays.stream(times).map(time -> time + seconds).toArray();
    }

    /** Returns all characters as one string. */
    public String text() {
        return String.join("", characters);
    }

    /** Describes the alignment without its text, which may be private. */
    @Override
    public String toString() {
        return "Alignment[" + size() + " characters]";
    }
}
