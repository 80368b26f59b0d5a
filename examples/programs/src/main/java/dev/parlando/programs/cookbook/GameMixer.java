package dev.parlando.programs.cookbook;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.PullSink;

/** Adds speech to the output of a game's own mixer. Owned by the mixer thread. */
// region
final class GameMixer {
    private final PullSink speech = new PullSink(new PcmFormat(48_000, 2), 100);
    private final float[] some = new float[2 * 1024];

    /** Returns the sink to open a player on: {@code SpeechPlayer.builder(engine).sink(mixer.speech()).open()}. */
    PullSink speech() {
        return speech;
    }

    /** Adds the next speech samples to a block of stereo sound. Never blocks or allocates. */
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
