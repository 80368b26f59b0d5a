package dev.parlando.programs.cookbook;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.PullSink;

/** Adds speech to what a game's own mixer plays. The mixer's thread owns it. */
// region
final class GameMixer {
    private final PullSink speech = new PullSink(new PcmFormat(48_000, 2), 100);
    private final float[] some = new float[2 * 1024];

    /** Returns what a player speaks into: {@code SpeechPlayer.builder(engine).sink(mixer.speech()).open()}. */
    PullSink speech() {
        return speech;
    }

    /** Adds what is said to a block of stereo sound; reading never waits and allocates nothing. */
    void mixInto(float[] block) {
        for (int from = 0; from < block.length; from += some.length) {
            int samples = Math.min(some.length, block.length - from);
            speech.readPadded(some, 0, samples / 2);
            for (int i = 0; i < samples; i++) {
                block[from + i] += some[i];
            }
        }
    }
}
// endregion
