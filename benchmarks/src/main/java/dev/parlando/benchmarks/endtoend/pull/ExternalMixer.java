package dev.parlando.benchmarks.endtoend.pull;

import dev.parlando.audio.decode.PcmFormat;

/**
 * A third-party mixer that reads at its own pace and checks its output. Each mixer has one thread, which makes all
 * calls.
 */
interface ExternalMixer extends AutoCloseable {
    /** Returns the name of the mixer for a table. */
    String name();

    /** Returns the format in which the mixer reads. */
    PcmFormat format();

    /** Reads, plays and checks the samples that are due, and waits if none are due. */
    void render(SinkFeed feed) throws Exception;

    @Override
    void close();
}
