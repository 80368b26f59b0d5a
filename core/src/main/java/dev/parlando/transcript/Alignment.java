package dev.parlando.transcript;

import java.util.List;

/**
 * Says from when to when each character of a text sounds, counted from the first true sample of the speech.
 *
 * <p>Immutable. A character is what the service took for one, mostly a code point. Source: {@code alignment} of the
 * ElevenLabs API, whose seconds run on over all pieces of an answer.
 */
public final class Alignment {
    private final List<String> characters;
    private final double[] startSeconds;
    private final double[] endSeconds;

    /**
     * Holds one time span for each character.
     *
     * @throws IllegalArgumentException if there are not as many starts and ends as characters
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

    /** Returns how many characters there are. */
    public int size() {
        return characters.size();
    }

    /** Returns a character. */
    public String character(int index) {
        return characters.get(index);
    }

    /** Returns when a character begins to sound, in milliseconds. */
    public double startMillis(int index) {
        return startSeconds[index] * 1000;
    }

    /** Returns when a character has sounded, in milliseconds. */
    public double endMillis(int index) {
        return endSeconds[index] * 1000;
    }

    /** Returns all characters in a row. */
    public String text() {
        return String.join("", characters);
    }

    /** Describes the alignment without its text, which may be private. */
    @Override
    public String toString() {
        return "Alignment[" + size() + " characters]";
    }
}
