package dev.parlando.programs.game;

import dev.parlando.transcript.TimedWord;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Is the shape of a mouth.
 *
 * @param openness how far it is open, from 0 to 1
 * @param width how wide it is, from 0 for a pout to 1
 */
record MouthShape(double openness, double width) {
    static final MouthShape CLOSED = new MouthShape(0, 0.7);

    /** How far it opens at least at full loudness, whatever the letter. */
    private static final double MIN_OPENNESS = 0.45;

    /**
     * Returns the mouth at a moment: the letter that is being heard gives the shape, and the loudness how far it opens.
     *
     * @param word the word that is being heard, or null
     * @param loudness from 0 to 1
     */
    static MouthShape at(@Nullable TimedWord word, double positionMillis, double loudness) {
        MouthShape shape = word == null ? CLOSED : of(letter(word, positionMillis));
        return new MouthShape(loudness * (MIN_OPENNESS + (1 - MIN_OPENNESS) * shape.openness), shape.width);
    }

    /** Returns the letter that is heard then, as if all took the same time. */
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
