package dev.parlando.benchmarks.endtoend.transport;

import dev.parlando.benchmarks.endtoend.peers.PeerClient;
import dev.parlando.benchmarks.rig.report.Measurement;
import dev.parlando.benchmarks.rig.server.ResponseScript;

/**
 * A measurement of the time to the first byte of a short response.
 *
 * @param cold whether each request uses a new client and connection; the time then includes the creation of the client
 * @param count the number of requests, one after the other
 */
record FirstByteScenario(boolean cold, int count) implements TransportScenario {
    static final ResponseScript SCRIPT = new ResponseScript(1, CHUNK_BYTES, 0, 0);

    @Override
    public Measurement run(PeerClient client, Opener opener) throws Exception {
        return TransportScenario.measure(count, nanos -> {
            long start = System.nanoTime();
            if (!cold) {
                nanos.accept(TransportScenario.fetch(client, SCRIPT).firstByteNanos() - start);
                return;
            }
            try (PeerClient another = opener.open()) {
                nanos.accept(TransportScenario.fetch(another, SCRIPT).firstByteNanos() - start);
            }
        });
    }

    @Override
    public String line() {
        return (cold ? "cold " : "warm ") + count;
    }
}
