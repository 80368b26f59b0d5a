package dev.parlando.benchmarks.endtoend.transport;

import dev.parlando.benchmarks.endtoend.peers.PeerClient;
import dev.parlando.benchmarks.rig.server.ResponseScript;

/**
 * Measures how long it takes until the first byte of a short answer.
 *
 * @param cold whether each question needs a client and a connection of its own, from the making of the client on
 * @param count how many questions, one after the other
 */
record FirstByteScenario(boolean cold, int count) implements TransportScenario {
    /** Is the answer. */
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
