package dev.parlando.offline.synthesis;

import java.util.List;

/**
 * Is a part of a sentence without blanks, such as "$3.50", and the words that are said for it. Immutable.
 *
 * @param from index of its first character in the sentence, without punctuation around it
 * @param to index after its last one
 * @param words what is said, one word or more
 */
public record SpokenToken(int from, int to, List<SpokenWord> words) {
    double startSeconds() {
        return words.get(0).startSeconds();
    }

    double endSeconds() {
        return words.get(words.size() - 1).endSeconds();
    }

    /** Returns when a part of it, from 0 to 1, has been spoken: its characters share its sounds evenly. */
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
