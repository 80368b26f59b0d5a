package dev.parlando.command.bench.load;

import dev.parlando.command.bench.result.StreamResult;

/** An observer of a run. Called on any thread, one call at a time. */
public interface LoadProgress {
    /** An observer that does nothing. */
    LoadProgress NONE = new LoadProgress() {
        @Override
        public void onWarmup(StreamResult result) {}

        @Override
        public void onResult(StreamResult result) {}
    };

    /** Called with the result of a stream of the warm-up. */
    void onWarmup(StreamResult result);

    /** Called with the result of a stream of the measured part. */
    void onResult(StreamResult result);
}
