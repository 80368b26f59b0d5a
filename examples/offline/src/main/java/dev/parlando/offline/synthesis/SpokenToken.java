package dev.parlando.offline.synthesis;

import java.util.List;

/**
 * A part of a sentence without blanks, such as "$3.50", and the words spoken for it. Immutable.
 *
 * @param from index of its first character in the sentence, without surrounding punctuation
 * @param to index after its last character
 * @param words the spoken words; at least one
 */
public record SpokenToken(int from, int to, List<SpokenWord> words) {
    double startSeconds() {
        return words.get(0).startSeconds();
    }

    double endSeconds() {
        return words.get(words.size() - 1).endSeconds();
    }

    /**
     * Returns the time at which a fraction of the token, from 0 to 1, has been spoken. Its characters share its phones
     * evenly.
     */
    double secondsAt(double part) {
        double rest = part * words.stream().mapToInt(SpokenWord::phoneCount).sum();
        for (SpokenWord word : words) {
            if (rest <= word.phoneCount()) {
                return word.secondsAt(rest);
            }
            rest -= word.phoneCount();
        }
        return endSeconds();
    }
}
