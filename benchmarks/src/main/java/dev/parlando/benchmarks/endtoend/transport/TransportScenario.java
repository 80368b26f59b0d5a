package dev.parlando.benchmarks.endtoend.transport;

import dev.parlando.benchmarks.endtoend.peers.PeerClient;
import dev.parlando.benchmarks.rig.process.ResourceUsage;
import dev.parlando.benchmarks.rig.server.ResponseScript;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;

/**
 * Is one thing that is measured of a client; it travels as its name and two numbers.
 *
 * <p>Threading: run by the main thread of the client's process, which only waits.
 */
interface TransportScenario {
    /** Size of the chunks of speech: 10 ms of 16 kHz PCM. */
    int CHUNK_BYTES = 320;

    /** Makes a client, with nothing open yet. */
    @FunctionalInterface
    interface Opener {
        PeerClient open() throws Exception;
    }

    /**
     * Measures.
     *
     * @param client a client with an open connection
     * @param opener makes more clients
     */
    Measurement run(PeerClient client, Opener opener) throws Exception;

    /** Returns the line that {@link #parse} reads. */
    String line();

    /** Reads a scenario from its line. */
    static TransportScenario parse(String line) {
        String[] words = line.split(" ", -1);
        int number = Integer.parseInt(words[1]);
        return switch (words[0]) {
            case "paced" -> new PacedScenario(number, Integer.parseInt(words[2]));
            case "bulk" -> new BulkScenario(number);
            case "cold" -> new FirstByteScenario(true, number);
            case "warm" -> new FirstByteScenario(false, number);
            default -> throw new IllegalArgumentException("no scenario is called " + words[0]);
        };
    }

    /** Asks for one short answer and waits for it, so that a connection is open. */
    static FirstByteBody fetch(PeerClient client, ResponseScript script) {
        FirstByteBody body = new FirstByteBody(script);
        client.send(script, body);
        return body.join();
    }

    /** Runs a number of questions, each of which reports a time, and notes what they used up. */
    static Measurement measure(int count, ThrowingConsumer question) throws Exception {
        Histogram nanos = new Histogram(3);
        ResourceUsage before = ResourceUsage.now();
        for (int i = 0; i < count; i++) {
            question.accept(nanos::recordValue);
        }
        return Measurement.between(before, ResourceUsage.now(), nanos, count);
    }

    /** Asks something and reports how long it took, in nanoseconds. */
    @FunctionalInterface
    interface ThrowingConsumer {
        void accept(LongConsumer nanos) throws Exception;
    }
}
