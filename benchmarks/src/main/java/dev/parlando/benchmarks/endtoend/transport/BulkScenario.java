package dev.parlando.benchmarks.endtoend.transport;

import dev.parlando.benchmarks.endtoend.peers.PeerClient;
import dev.parlando.benchmarks.rig.report.Measurement;
import dev.parlando.benchmarks.rig.server.ResponseScript;

/**
 * A measurement of the duration of a 64 MiB response, from the request to the last byte.
 *
 * @param count the number of responses, one after the other
 */
record BulkScenario(int count) implements TransportScenario {
    static final int MIB = 64;

    private static final int FRAME_BYTES = 16_384;

    static final ResponseScript SCRIPT = new ResponseScript(MIB * 1024 * 1024 / FRAME_BYTES, FRAME_BYTES, 0, 0);

    @Override
    public Measurement run(PeerClient client, Opener opener) throws Exception {
        return TransportScenario.measure(count, nanos -> {
            long start = System.nanoTime();
            nanos.accept(TransportScenario.fetch(client, SCRIPT).endNanos() - start);
        });
    }

    @Override
    public String line() {
        return "bulk " + count;
    }
}
