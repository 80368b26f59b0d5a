package dev.parlando.benchmarks.endtoend.live;

import java.io.IOException;
import java.util.List;

/** A client that speaks an answer while its tokens are written. Confined to the main thread. */
interface LiveContender extends AutoCloseable {
    /** Returns the name in the results. */
    String name();

    /**
     * Speaks an answer until its last sample has been written.
     *
     * @return the time from the first token to the first sample, in nanoseconds
     */
    long speak(List<String> tokens) throws Exception;

    @Override
    void close() throws IOException;
}
