package dev.parlando.programs.game;

import dev.parlando.transcript.TimedWord;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The shape of a mouth.
 *
 * @param openness the opening, from 0 to 1
 * @param width the width, from 0 for a pout to 1
 */
record MouthShape(double openness, double width) {
    static final MouthShape CLOSED = new MouthShape(0, 0.7);

    /** The smallest opening at full loudness, for any letter. */
    private static final double MIN_OPENNESS = 0.45;

    /**
     * Returns the mouth at a playback position: the current letter gives the shape, and the loudness scales the
     * opening.
     *
     * @param word the word being played, or null
     * @param loudness from 0 to 1
     */
    static MouthShape at(@Nullable TimedWord word, double positionMillis, double loudness) {
        MouthShape shape = word == null ? CLOSED : of(letter(word, positionMillis));
        return new MouthShape(loudness * (MIN_OPENNESS + (1 - MIN_OPENNESS) * shape.openness), shape.width);
    }

    /** Returns the letter at a playback position, assuming that all letters of the word have equal duration. */
    private static char letter(TimedWord word, double positionMillis) {
        String letters = word.text().toLowerCase(Locale.ROOT);
        double part = (positionMillis - word.startMillis()) / Math.max(1, word.endMillis() - word.startMillis());
        int index = (int) (part * letters.length());
        return letters.charAt(Math.max(0, Math.min(letters.length() - 1, index)));
    }

    private static MouthShape of(char letter) {
        return switch (letter) {
            case 'a' -> new MouthShape(1, 0.8);
            case 'e' -> new MouthShape(0.6, 0.9);
            case 'i', 'y' -> new MouthShape(0.45, 1);
            case 'o' -> new MouthShape(0.85, 0.4);
            case 'u', 'w' -> new MouthShape(0.45, 0.25);
            case 'm', 'b', 'p' -> CLOSED;
            default -> new MouthShape(0.35, 0.7);
        };
    }
}
