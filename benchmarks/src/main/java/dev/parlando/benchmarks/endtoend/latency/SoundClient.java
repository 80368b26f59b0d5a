package dev.parlando.benchmarks.endtoend.latency;

/** Is somebody who asks for speech and plays it while it comes. */
interface SoundClient extends AutoCloseable {
    /** Returns what the results are called. */
    String name();

    /** Asks for the speech, plays all of it and returns. */
    void play() throws Exception;

    /** Returns how many gaps it has counted itself; -1 if it does not count. */
    default int underruns() {
        return -1;
    }

    /** Says what else it has measured; nothing if empty. */
    default String details() {
        return "";
    }

    @Override
    default void close() {}
}
