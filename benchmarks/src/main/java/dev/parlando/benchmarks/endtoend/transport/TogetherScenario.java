package dev.parlando.benchmarks.endtoend.transport;

import dev.parlando.benchmarks.endtoend.peers.PeerClient;
import dev.parlando.benchmarks.rig.process.ResourceUsage;
import dev.parlando.benchmarks.rig.report.Measurement;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A measurement of the time to the first byte of each of many requests that are sent together on an open connection.
 *
 * @param requests the number of requests sent together
 * @param count the number of such bursts, one after the other
 */
record TogetherScenario(int requests, int count) implements TransportScenario {
    @Override
    public Measurement run(PeerClient client, Opener opener) {
        Histogram nanos = new Histogram(3);
        ResourceUsage before = ResourceUsage.now();
        for (int burst = 0; burst < count; burst++) {
            long start = System.nanoTime();
            List<FirstByteBody> bodies = new ArrayList<>();
            for (int request = 0; request < requests; request++) {
                FirstByteBody body = new FirstByteBody(FirstByteScenario.SCRIPT);
                bodies.add(body);
                client.send(FirstByteScenario.SCRIPT, body);
            }
            bodies.forEach(body -> nanos.recordValue(body.join().firstByteNanos() - start));
        }
        return Measurement.between(before, ResourceUsage.now(), nanos, nanos.getTotalCount());
    }

    @Override
    public String line() {
        return "together " + requests + " " + count;
    }
}
