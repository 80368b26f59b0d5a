package dev.parlando.offline.synthesis;

import com.sun.speech.freetts.Item;
import com.sun.speech.freetts.Relation;
import com.sun.speech.freetts.Token;
import com.sun.speech.freetts.Utterance;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Extracts the times of the words from a FreeTTS utterance, using the ends of the phones from which the audio was
 * assembled.
 */
final class WordTimings {
    private WordTimings() {}

    /**
     * Returns the spoken words of each token that has any.
     *
     * @param sentence the synthesised sentence
     * @param tokens all tokens of the sentence
     * @param utterance the result, which contains the tokens that have a word, in order
     */
    static List<SpokenToken> read(String sentence, List<Token> tokens, Utterance utterance) {
        List<SpokenToken> spoken = new ArrayList<>();
        Item item = utterance.getRelation(Relation.TOKEN).getHead();
        int position = 0;
        for (Token token : tokens) {
            // The positions reported by FreeTTS include its read-ahead, so they cannot be used.
            int from = sentence.indexOf(
                    token.getWord(), position + token.getPrepunctuation().length());
            int to = from + token.getWord().length();
            position = to + token.getPostpunctuation().length();
            if (!token.getWord().isEmpty()) {
                List<SpokenWord> words = words(item);
                if (!words.isEmpty()) {
                    spoken.add(new SpokenToken(from, to, words));
                }
                item = item.getNext();
            }
        }
        return spoken;
    }

    private static List<SpokenWord> words(Item token) {
        List<SpokenWord> words = new ArrayList<>();
        for (Item word = token.getDaughter(); word != null; word = word.getNext()) {
            double[] boundaries = boundaries(word.getItemAs(Relation.SYLLABLE_STRUCTURE));
            if (boundaries.length > 1) {
                // An underscore before a letter requests the name of the letter.
                words.add(new SpokenWord(word.toString().replaceFirst("^_", ""), boundaries));
            }
        }
        return words;
    }

    private static double[] boundaries(@Nullable Item word) {
        List<Double> boundaries = new ArrayList<>();
        for (Item syllable = word == null ? null : word.getDaughter();
                syllable != null;
                syllable = syllable.getNext()) {
            for (Item phone = syllable.getDaughter(); phone != null; phone = phone.getNext()) {
                if (boundaries.isEmpty()) {
                    boundaries.add(endSeconds(phone.getItemAs(Relation.SEGMENT).getPrevious()));
                }
                boundaries.add(endSeconds(phone));
            }
        }
        return boundaries.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double endSeconds(@Nullable Item phone) {
        return phone == null ? 0 : phone.getFeatures().getFloat("end");
    }
}
