package dev.parlando.examples.offline;

import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Turns any text into sentences that an English synthesiser can read: ASCII, without markup, none of them too long.
 *
 * <p>Accents are dropped, typographic signs replaced, other scripts left out. SSML tags and {@code [audio tags]} are
 * skipped: this voice cannot act on them, and reading them aloud would help nobody. A sentence longer than
 * {@value #MAX_SENTENCE_CHARACTERS} characters is cut between words, which bounds the memory that any text needs.
 */
final class SpeakableText {
    static final int MAX_SENTENCE_CHARACTERS = 200;

    private static final Pattern MARKUP = Pattern.compile("<[^<>]{1,200}>|\\[[^\\[\\]]{1,80}]");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern SPACES = Pattern.compile("[^\\x21-\\x7e]+");
    private static final Pattern SPEAKABLE = Pattern.compile("[A-Za-z0-9$%&@+=]");
    private static final Pattern ANY_LETTER = Pattern.compile("[\\p{L}\\p{N}]");
    private static final Map<String, String> REPLACEMENTS = Map.ofEntries(
            Map.entry("\u2018", "'"),
            Map.entry("\u2019", "'"),
            Map.entry("\u201c", "\""),
            Map.entry("\u201d", "\""),
            Map.entry("\u2013", ", "),
            Map.entry("\u2014", ", "),
            Map.entry("\u00df", "ss"),
            Map.entry("\u00e6", "ae"),
            Map.entry("\u0153", "oe"),
            Map.entry("\u00f8", "o"),
            Map.entry("\u0142", "l"),
            Map.entry("\u20ac", " euros "),
            Map.entry("\u00a3", " pounds "),
            Map.entry("\u00b0", " degrees "));

    private SpeakableText() {}

    /** Returns whether the text holds a letter or digit of any script, that is, whether a person could read it out. */
    static boolean hasWords(String text) {
        return ANY_LETTER.matcher(text).find();
    }

    /** Returns whether any of it can be pronounced in English, that is, whether there are {@link #sentences}. */
    static boolean isPronounceable(String text) {
        return SPEAKABLE.matcher(toAscii(text)).find();
    }

    /** Returns the sentences in order; none if nothing in the text can be pronounced in English. */
    static List<String> sentences(String text) {
        String ascii = toAscii(text);
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.US);
        breaks.setText(ascii);
        List<String> sentences = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
            addPieces(ascii.substring(start, end).strip(), sentences);
        }
        return sentences;
    }

    private static String toAscii(String text) {
        String plain = MARKUP.matcher(text).replaceAll(" ");
        for (Map.Entry<String, String> entry : REPLACEMENTS.entrySet()) {
            plain = plain.replace(entry.getKey(), entry.getValue());
        }
        String decomposed = Normalizer.normalize(plain, Normalizer.Form.NFKD);
        return SPACES.matcher(MARKS.matcher(decomposed).replaceAll("")).replaceAll(" ");
    }

    private static void addPieces(String sentence, List<String> sentences) {
        String rest = sentence;
        while (rest.length() > MAX_SENTENCE_CHARACTERS) {
            int space = rest.lastIndexOf(' ', MAX_SENTENCE_CHARACTERS);
            int cut = space > 0 ? space : MAX_SENTENCE_CHARACTERS;
            addIfSpeakable(rest.substring(0, cut), sentences);
            rest = rest.substring(cut).strip();
        }
        addIfSpeakable(rest, sentences);
    }

    private static void addIfSpeakable(String sentence, List<String> sentences) {
        if (SPEAKABLE.matcher(sentence).find()) {
            sentences.add(sentence);
        }
    }
}
