package dev.parlando.transcript;

import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The position of a piece of a response relative to the characters before it.
 *
 * <p>A piece normally continues the text and its time. With a pronunciation dictionary, a piece starts again at an
 * earlier character. Some models count the times of each piece from its own start.
 *
 * @param skippedUnits number of {@code char} values at the start of the piece that repeat earlier characters
 * @param offsetMillis time to add to the times of the piece
 */
record PieceJoin(int skippedUnits, double offsetMillis) {
    private static final PieceJoin CONTINUED = new PieceJoin(0, 0);

    /** Tolerance for rounding errors of times. */
    private static final double ROUNDING_MILLIS = 1;
    /** Latest first time of a piece whose times start again. */
    private static final double MAX_RESTART_MILLIS = 100;
    /** Shortest match within a word or within the earlier text that is not a coincidence. */
    private static final int MIN_MATCH = 4;

    /** Returns the position of a piece by its text and the start of its first characters. */
    static PieceJoin of(SpokenCharacters before, Alignment alignment, String piece) {
        double[] starts = IntStream.range(0, alignment.size())
                .mapToDouble(alignment::startMillis)
                .filter(Double::isFinite)
                .limit(2)
                .toArray();
        double startMillis = starts.length == 0 ? Double.NaN : starts[0];
        double now = before.latestMillis();
        if (!(startMillis < now - ROUNDING_MILLIS)) {
            return CONTINUED;
        }
        int skipped = 0;
        double distance = now - startMillis;
        for (int i = 0; i < before.size(); i++) {
            double candidate = Math.abs(before.startMillis(i) - startMillis);
            int repeated = candidate < distance ? repeated(before, i, piece, candidate) : 0;
            if (repeated > 0) {
                skipped = repeated;
                distance = candidate;
            }
        }
        // A single wrong time at the start does not move the other times of the piece.
        boolean restarted =
                skipped == 0 && startMillis <= Math.min(MAX_RESTART_MILLIS, now / 2) && starts[starts.length - 1] < now;
        return new PieceJoin(skipped, restarted ? before.endMillis() : 0);
    }

    /**
     * Returns the length of the start of the piece that repeats the text from a character onwards. It is the length of
     * the piece if the text contains all of it. Returns 0 if they differ, or if the match may be a coincidence. White
     * space is not compared.
     */
    private static int repeated(SpokenCharacters before, int index, String piece, double distanceMillis) {
        CharSequence text = before.text();
        boolean wordStart = isWordStart(text, before.textStart(index));
        if (!wordStart && distanceMillis > ROUNDING_MILLIS) {
            return 0;
        }
        int at = skipBlanks(text, before.textStart(index));
        int read = skipBlanks(piece, 0);
        int matched = 0;
        while (at < text.length() && read < piece.length()) {
            if (text.charAt(at) != piece.charAt(read)) {
                return 0;
            }
            matched++;
            int next = skipBlanks(text, at + 1);
            // A blank after the repeated text is new if the text does not end with one.
            read = next == text.length() && next == at + 1 ? read + 1 : skipBlanks(piece, read + 1);
            at = next;
        }
        if (at == text.length()) {
            return matched >= (wordStart ? 1 : MIN_MATCH) ? read : 0;
        }
        boolean sameTime = index == 0 || distanceMillis <= ROUNDING_MILLIS;
        return sameTime && matched >= MIN_MATCH ? read : 0;
    }

    private static boolean isWordStart(CharSequence text, int from) {
        return from == 0
                || !Character.isUnicodeIdentifierPart(Character.codePointBefore(text, from))
                || WordBoundaries.isUnspaced(Character.codePointAt(text, from));
    }

    private static int skipBlanks(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /**
     * Returns whether the blank at the start of a piece is only a mark of that start. The service adds such a blank to
     * each piece of the spoken text, also in the middle of a word.
     *
     * @param request the text of the request; null if it is not known
     */
    static boolean isMarkBlank(CharSequence before, String piece, @Nullable String request) {
        if (piece.length() < 2 || piece.charAt(0) != ' ' || before.length() == 0) {
            return false;
        }
        int last = Character.codePointBefore(before, before.length());
        int next = piece.codePointAt(1);
        if (Character.isWhitespace(last) || Character.isWhitespace(next)) {
            return true;
        }
        boolean withinWord = Character.isLetter(last)
                && Character.isLetter(next)
                && (Character.isUpperCase(last) || !Character.isUpperCase(next));
        return withinWord && !(request != null && areSeparateWords(before, piece, request));
    }

    /** Returns whether the request has the two parts as separate words and nowhere as one word. */
    private static boolean areSeparateWords(CharSequence before, String piece, String request) {
        int from = before.length();
        while (from > 0 && Character.isLetter(before.charAt(from - 1))) {
            from--;
        }
        int to = 1;
        while (to < piece.length() && Character.isLetter(piece.charAt(to))) {
            to++;
        }
        String left = before.subSequence(from, before.length()).toString();
        String right = piece.substring(1, to);
        String words = request.replaceAll("\\s+", " ");
        return words.contains(left + " " + right) && !words.contains(left + right);
    }
}
