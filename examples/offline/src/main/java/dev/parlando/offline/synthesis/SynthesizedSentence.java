package dev.parlando.offline.synthesis;

import java.util.List;

/** Is the sound of one sentence: its samples, and when each of its words is said. The array is not to be changed. */
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

    /** Returns what is said for which part of the sentence, in order. */
    List<SpokenToken> tokens() {
        return tokens;
    }
}
