package dev.parlando.command.bench.load;

import dev.parlando.command.bench.result.StreamResult;

/** An observer of a run. Called on any thread, one call at a time. */
public interface LoadProgress {
    /** Called with the result of a stream of the measured part. */
    void onResult(StreamResult result);
}
