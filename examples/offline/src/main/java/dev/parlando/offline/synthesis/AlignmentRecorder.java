package dev.parlando.offline.synthesis;

import dev.parlando.transcript.SpeechTiming;
import java.util.List;

/**
 * The times of the characters of one text, computed from its sentences as they are synthesised.
 *
 * <p>Every code point of the text has a time. Code points that are not spoken, such as markup, take no time or the time
 * of a pause. Threading: confined to one thread at a time.
 */
public final class AlignmentRecorder {
    private final List<String> text;
    private final CharacterTimeline sent = new CharacterTimeline();
    private final CharacterTimeline spoken = new CharacterTimeline();
    private int nextSourceIndex;

    /** Creates the times of a text whose sentences are added later. */
    public AlignmentRecorder(String text) {
        this.text = characters(text);
    }

    /** Returns the code points as strings. Unpaired surrogates, which JSON cannot represent, become U+FFFD. */
    private static List<String> characters(String text) {
        return text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
                .mapToObj(Character::toString)
                .toList();
    }

    /**
     * Adds the next sentence.
     *
     * @param sentence the synthesised sentence
     * @param tokens its tokens with their times
     * @param startSeconds the start of its first sample in the audio
     * @param endSeconds the end of its last sample in the audio
     */
    public void add(Sentence sentence, List<SpokenToken> tokens, double startSeconds, double endSeconds) {
        int read = 0;
        for (SpokenToken token : tokens) {
            addSent(sentence, token, startSeconds);
            addSpoken(sentence.text(), read, token, startSeconds);
            read = token.to();
        }
        sent.addPause(charactersUpTo(sentence.endSourceIndex()), endSeconds);
        String rest = sentence.text().substring(read);
        spoken.addPause(characters(sentence.isLast() ? rest : rest + " "), endSeconds);
        if (sentence.isLast()) {
            sent.stretchLast();
            spoken.stretchLast();
        }
    }

    private void addSent(Sentence sentence, SpokenToken token, double startSeconds) {
        sent.addPause(charactersUpTo(sentence.sourceIndex(token.from())), startSeconds + token.startSeconds());
        double letters = token.to() - token.from();
        for (int i = token.from(); i < token.to(); i++) {
            int origin = sentence.sourceIndex(i);
            boolean complete = i + 1 == token.to() || sentence.sourceIndex(i + 1) > origin;
            if (complete) {
                double until = startSeconds + token.secondsAt((i + 1 - token.from()) / letters);
                // Code points that the sentence omits, such as a combining accent, take no time.
                charactersUpTo(origin).forEach(character -> sent.addSpoken(character, 0));
                charactersUpTo(origin + 1).forEach(character -> sent.addSpoken(character, until));
            }
        }
    }

    /** Removes and returns the remaining code points before {@code origin}. */
    private List<String> charactersUpTo(int origin) {
        int from = nextSourceIndex;
        nextSourceIndex = Math.max(from, Math.min(origin, text.size()));
        return text.subList(from, nextSourceIndex);
    }

    private void addSpoken(String sentence, int read, SpokenToken token, double startSeconds) {
        String before = sentence.substring(read, token.from());
        String written = sentence.substring(token.from(), token.to());
        for (SpokenWord word : token.words()) {
            boolean attached = word != token.words().get(0) && word.text().startsWith("'");
            spoken.addPause(characters(attached ? "" : before), startSeconds + word.startSeconds());
            before = " ";
            boolean asWritten = token.words().size() == 1 && isSpelledOut(written, word.text());
            speak(asWritten ? word.withSpelling(written) : word, startSeconds);
        }
    }

    /**
     * Returns whether a word is spelled as written. FreeTTS returns words in lower case, and "don't" without its
     * apostrophe.
     */
    private static boolean isSpelledOut(String written, String word) {
        return written.replace("'", "").equalsIgnoreCase(word.replace("'", ""));
    }

    private void speak(SpokenWord word, double startSeconds) {
        List<String> letters = characters(word.text());
        for (int i = 0; i < letters.size(); i++) {
            double part = (i + 1.0) / letters.size();
            spoken.addSpoken(letters.get(i), startSeconds + word.secondsAt(part * word.phoneCount()));
        }
    }

    /** Removes and returns the characters that start at or before {@code untilSeconds}. */
    public SpeechTiming drainUntil(double untilSeconds) {
        return new SpeechTiming(sent.drainUntil(untilSeconds), spoken.drainUntil(untilSeconds));
    }
}
