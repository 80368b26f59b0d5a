package dev.parlando.offline.synthesis;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Converts any text to sentences for an English synthesiser: ASCII, without markup, of limited length.
 *
 * <p>SSML tags and {@code [audio tags]} are skipped, because this voice cannot apply them and must not read them aloud.
 * A sentence longer than {@value #MAX_SENTENCE_CHARACTERS} characters is split between words, which bounds the memory
 * for any text.
 */
public final class SpeakableText {
    static final int MAX_SENTENCE_CHARACTERS = 200;

    private static final Pattern SPEAKABLE = Pattern.compile("[A-Za-z0-9$%&@+=]");
    private static final Pattern ANY_LETTER = Pattern.compile("[\\p{L}\\p{N}]");

    private SpeakableText() {}

    /** Returns whether the text contains a letter or digit of any script. */
    public static boolean hasWords(String text) {
        return ANY_LETTER.matcher(text).find();
    }

    /** Returns whether any of the text can be pronounced in English, so that {@link #sentences} is not empty. */
    public static boolean isPronounceable(String text) {
        return SPEAKABLE.matcher(AsciiText.of(text).text()).find();
    }

    /** Returns the sentences in order; empty if nothing in the text can be pronounced in English. */
    public static List<Sentence> sentences(String text) {
        Sentence ascii = AsciiText.of(text);
        BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.US);
        breaks.setText(ascii.text());
        List<Sentence> sentences = new ArrayList<>();
        int start = breaks.first();
        for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
            addPieces(ascii.part(start, end), sentences);
        }
        return sentences;
    }

    private static void addPieces(Sentence sentence, List<Sentence> sentences) {
        Sentence rest = sentence;
        while (rest.text().length() > MAX_SENTENCE_CHARACTERS) {
            int space = rest.text().lastIndexOf(' ', MAX_SENTENCE_CHARACTERS);
            int cut = space > 0 ? space : MAX_SENTENCE_CHARACTERS;
            addIfSpeakable(rest.part(0, cut), sentences);
            rest = rest.part(cut, rest.text().length());
        }
        addIfSpeakable(rest, sentences);
    }

    private static void addIfSpeakable(Sentence sentence, List<Sentence> sentences) {
        if (SPEAKABLE.matcher(sentence.text()).find()) {
            if (!sentences.isEmpty()) {
                int last = sentences.size() - 1;
                sentences.set(last, sentences.get(last).endingAt(sentence.sourceIndex(0)));
            }
            sentences.add(sentence);
        }
    }
}
