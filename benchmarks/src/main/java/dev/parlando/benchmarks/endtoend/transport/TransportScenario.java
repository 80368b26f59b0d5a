package dev.parlando.benchmarks.endtoend.transport;

import dev.parlando.benchmarks.endtoend.peers.PeerClient;
import dev.parlando.benchmarks.rig.process.ResourceUsage;
import dev.parlando.benchmarks.rig.report.Measurement;
import dev.parlando.benchmarks.rig.server.ResponseScript;
import java.util.function.LongConsumer;
import org.HdrHistogram.Histogram;

/**
 * A measurement of one client, which can be sent as a name and one or two numbers.
 *
 * <p>Threading: run by the main thread of the client's process, which only waits.
 */
interface TransportScenario {
    /** The size of a chunk of speech, which is 10 ms of 16 kHz PCM. */
    int CHUNK_BYTES = 320;

    /** A factory for clients, which have no open connection yet. */
    @FunctionalInterface
    interface Opener {
        PeerClient open() throws Exception;
    }

    /**
     * Runs the measurement.
     *
     * @param client a client with an open connection
     * @param opener creates more clients
     */
    Measurement run(PeerClient client, Opener opener) throws Exception;

    /** Returns the line that {@link #parse} reads. */
    String line();

    /** Parses a scenario from its line. */
    static TransportScenario parse(String line) {
        String[] words = line.split(" ", -1);
        int number = Integer.parseInt(words[1]);
        return switch (words[0]) {
            case "paced" -> new PacedScenario(number, Integer.parseInt(words[2]));
            case "together" -> new TogetherScenario(number, Integer.parseInt(words[2]));
            case "bulk" -> new BulkScenario(number);
            case "cold" -> new FirstByteScenario(true, number);
            case "warm" -> new FirstByteScenario(false, number);
            default -> throw new IllegalArgumentException("no scenario is called " + words[0]);
        };
    }

    /** Sends one request and waits for the end of the response. A connection is open afterwards. */
    static FirstByteBody fetch(PeerClient client, ResponseScript script) {
        FirstByteBody body = new FirstByteBody(script);
        client.send(script, body);
        return body.join();
    }

    /** Runs a request repeatedly and measures its reported times and the resources used. */
    static Measurement measure(int count, ThrowingConsumer question) throws Exception {
        Histogram nanos = new Histogram(3);
        ResourceUsage before = ResourceUsage.now();
        for (int i = 0; i < count; i++) {
            question.accept(nanos::recordValue);
        }
        return Measurement.between(before, ResourceUsage.now(), nanos, count);
    }

    /** A request that reports its duration in nanoseconds. */
    @FunctionalInterface
    interface ThrowingConsumer {
        void accept(LongConsumer nanos) throws Exception;
    }
}
