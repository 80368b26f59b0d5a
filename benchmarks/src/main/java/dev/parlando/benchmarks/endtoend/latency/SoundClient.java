package dev.parlando.benchmarks.endtoend.latency;

/** A client that requests speech and plays it while it arrives. */
interface SoundClient extends AutoCloseable {
    /** Returns the name in the results. */
    String name();

    /** Requests the speech and returns when all of it has been played. */
    void play() throws Exception;

    /** Returns the number of underruns that the client counted, or -1 if it does not count them. */
    default int underruns() {
        return -1;
    }

    /** Returns further measurements as text; empty if there are none. */
    default String details() {
        return "";
    }

    @Override
    default void close() {}
}
