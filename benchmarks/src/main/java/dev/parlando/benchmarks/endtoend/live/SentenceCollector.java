package dev.parlando.benchmarks.endtoend.live;

import java.util.Optional;

/** The simple division of tokens into sentences: after a token that ends with a mark. Confined to one thread. */
final class SentenceCollector {
    private final StringBuilder pending = new StringBuilder();

    /** Adds a token and returns the sentence that it completes. */
    Optional<String> add(String token) {
        pending.append(token);
        return token.matches(".*[.?!]") ? rest() : Optional.empty();
    }

    /** Returns the text after the last sentence, unless it is blank. */
    Optional<String> rest() {
        String sentence = pending.toString().strip();
        pending.setLength(0);
        return sentence.isEmpty() ? Optional.empty() : Optional.of(sentence);
    }
}
