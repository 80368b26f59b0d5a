package dev.parlando.offline.synthesis;

import java.util.List;

/** The audio of one sentence: its samples and the times of its words. The array must not be modified. */
final class SynthesizedSentence {
    private final short[] samples;
    private final List<SpokenToken> tokens;

    SynthesizedSentence(short[] samples, List<SpokenToken> tokens) {
        this.samples = samples;
        this.tokens = tokens;
    }

    short[] samples() {
        return samples;
    }

    /** Returns the tokens of the sentence with their spoken words, in order. */
    List<SpokenToken> tokens() {
        return tokens;
    }
}
