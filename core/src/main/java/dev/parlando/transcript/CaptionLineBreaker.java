package dev.parlando.transcript;

import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.regex.Pattern;

/** Layout of the words of one caption on one or two lines. Stateless. */
final class CaptionLineBreaker {
    /** Maximum width of a line, in columns; a wide character, such as a Chinese one, occupies two. */
    static final int MAX_COLUMNS = 42;

    private static final Pattern SENTENCE_END = Pattern.compile(".*[.!?…。！？؟।][\\p{Pe}\\p{Pf}\"']*", Pattern.DOTALL);

    private CaptionLineBreaker() {}

    static boolean endsSentence(String word) {
        return SENTENCE_END.matcher(word).matches();
    }

    /** Returns whether the words fit on two lines. */
    static boolean fits(List<TimedWord> words) {
        return columns(text(words)) <= MAX_COLUMNS || secondLineStart(words) > 0;
    }

    /** Returns the words on one or two lines; a single word that is too long is not broken. */
    static String wrap(List<TimedWord> words) {
        int second = columns(text(words)) <= MAX_COLUMNS ? 0 : secondLineStart(words);
        return second == 0
                ? text(words)
                : text(words.subList(0, second)) + "\n" + text(words.subList(second, words.size()));
    }

    /**
     * Returns the index of the first word on the second line, or 0 if the words do not fit on two lines. The longer
     * line is made as short as possible.
     */
    private static int secondLineStart(List<TimedWord> words) {
        int best = 0;
        int bestColumns = MAX_COLUMNS + 1;
        for (int second = 1; second < words.size(); second++) {
            int columns = Math.max(
                    columns(text(words.subList(0, second))), columns(text(words.subList(second, words.size()))));
            if (columns < bestColumns) {
                best = second;
                bestColumns = columns;
            }
        }
        return best;
    }

    /** Returns the words, separated by a space where the text has any characters between them. */
    private static String text(List<TimedWord> words) {
        StringBuilder line = new StringBuilder();
        int end = -1;
        for (TimedWord word : words) {
            if (end >= 0 && word.textIndex() != end) {
                line.append(' ');
            }
            line.append(word.text());
            end = word.textIndex() + word.text().length();
        }
        return line.toString();
    }

    private static int columns(String text) {
        return text.codePoints().map(sign -> isWide(sign) ? 2 : 1).sum();
    }

    private static boolean isWide(int sign) {
        UnicodeScript script = UnicodeScript.of(sign);
        return script == UnicodeScript.HAN
                || script == UnicodeScript.HIRAGANA
                || script == UnicodeScript.KATAKANA
                || script == UnicodeScript.HANGUL;
    }
}
