package dev.parlando.benchmarks.endtoend.pull;

import dev.parlando.audio.decode.PcmFormat;

/** Is a mixer that reads when it wants, and knows what came out of it. Each has a thread, which alone calls it. */
interface ExternalMixer extends AutoCloseable {
    /** Returns what the mixer is, for a table. */
    String name();

    /** Returns what it wants to read. */
    PcmFormat format();

    /** Takes, plays and hands on what is due, and waits until something is due again. */
    void render(SinkFeed feed) throws Exception;

    @Override
    void close();
}
