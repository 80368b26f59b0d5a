package dev.parlando.offline.synthesis;

import com.sun.speech.freetts.lexicon.Lexicon;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A wrapper of a FreeTTS lexicon that corrects pronunciations that English does not have, such as those of "hmm" or
 * "wk".
 *
 * <p>The voice has recordings of {@code w}, {@code y} and {@code hh} before vowels only, and of {@code ng} after vowels
 * only. For any other combination FreeTTS would print an error to {@code System.err} and insert noise. Such phones are
 * therefore removed, and an invalid {@code ng} becomes {@code n}.
 *
 * <p>Threading: confined to the worker that owns the voice.
 */
final class PronounceableLexicon implements Lexicon {
    private static final Set<String> ONLY_BEFORE_VOWELS = Set.of("w", "y", "hh");
    private static final String NEUTRAL_VOWEL = "ax";

    private final Lexicon lexicon;

    PronounceableLexicon(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    @Override
    public String[] getPhones(String word, String partOfSpeech) {
        return repair(lexicon.getPhones(word, partOfSpeech));
    }

    @Override
    public String[] getPhones(String word, String partOfSpeech, boolean useLetterToSound) {
        return repair(lexicon.getPhones(word, partOfSpeech, useLetterToSound));
    }

    static String[] repair(String[] phones) {
        List<String> repaired = new ArrayList<>(phones.length);
        for (int i = 0; i < phones.length; i++) {
            boolean beforeVowel = i + 1 < phones.length && isVowel(phones[i + 1]);
            if (beforeVowel || !ONLY_BEFORE_VOWELS.contains(phones[i])) {
                boolean strayNg = phones[i].equals("ng") && !endsInOpenVowel(repaired);
                repaired.add(strayNg ? "n" : phones[i]);
            }
        }
        // A word without phones, such as a dash, stays silent; only a word that lost all its phones gets a vowel.
        boolean lost = repaired.isEmpty() && phones.length > 0;
        return lost ? new String[] {NEUTRAL_VOWEL} : repaired.toArray(String[]::new);
    }

    private static boolean endsInOpenVowel(List<String> phones) {
        String last = phones.isEmpty() ? "" : phones.get(phones.size() - 1);
        return isVowel(last) && !last.startsWith("er");
    }

    /**
     * Returns whether the phone is a vowel. All vowels of the phone set, and no other phones, begin with one of these
     * letters.
     */
    private static boolean isVowel(String phone) {
        return !phone.isEmpty() && "aeiou".indexOf(phone.charAt(0)) >= 0;
    }

    @Override
    public void addAddendum(String word, String partOfSpeech, String[] phones) {
        lexicon.addAddendum(word, partOfSpeech, phones);
    }

    @Override
    public void removeAddendum(String word, String partOfSpeech) {
        lexicon.removeAddendum(word, partOfSpeech);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public boolean isSyllableBoundary(List syllable, String[] wordPhones, int currentWordPhone) {
        return lexicon.isSyllableBoundary(syllable, wordPhones, currentWordPhone);
    }

    @Override
    public void load() throws IOException {
        lexicon.load();
    }

    @Override
    public boolean isLoaded() {
        return lexicon.isLoaded();
    }
}
