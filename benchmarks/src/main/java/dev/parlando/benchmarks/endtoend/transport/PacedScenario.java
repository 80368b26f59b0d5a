package dev.parlando.benchmarks.endtoend.transport;

import dev.parlando.benchmarks.endtoend.peers.PeerClient;
import dev.parlando.benchmarks.rig.process.ResourceUsage;
import dev.parlando.benchmarks.rig.report.Measurement;
import dev.parlando.benchmarks.rig.server.ResponseScript;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * A measurement of the lateness and the cost of chunks while many streams each receive one every 20 ms. Opening and
 * closing the streams is excluded.
 *
 * @param streams the number of concurrent streams
 * @param seconds the measured duration, after one second of warm-up
 */
record PacedScenario(int streams, int seconds) implements TransportScenario {
    static final int PERIOD_MILLIS = 20;
    private static final int CHUNKS_PER_SECOND = 1000 / PERIOD_MILLIS;
    private static final int POLL_MILLIS = 20;

    @Override
    public Measurement run(PeerClient client, Opener opener) throws Exception {
        List<TimestampedBody> bodies = new ArrayList<>();
        for (int index = 0; index < streams; index++) {
            ResponseScript script =
                    new ResponseScript((seconds + 2) * CHUNKS_PER_SECOND, CHUNK_BYTES, PERIOD_MILLIS, index);
            TimestampedBody body = new TimestampedBody(script);
            bodies.add(body);
            client.send(script, body);
        }
        awaitWarm(bodies);
        int[] from = counts(bodies);
        ResourceUsage before = ResourceUsage.now();
        TimeUnit.SECONDS.sleep(seconds);
        ResourceUsage after = ResourceUsage.now();
        int[] to = counts(bodies);
        bodies.forEach(TimestampedBody::join);
        return summary(bodies, from, to, before, after);
    }

    private static void awaitWarm(List<TimestampedBody> bodies) throws InterruptedException {
        while (bodies.stream().anyMatch(body -> body.chunks() < CHUNKS_PER_SECOND && !body.hasFailed())) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    private static int[] counts(List<TimestampedBody> bodies) {
        return bodies.stream().mapToInt(TimestampedBody::chunks).toArray();
    }

    private static Measurement summary(
            List<TimestampedBody> bodies, int[] from, int[] to, ResourceUsage before, ResourceUsage after) {
        Histogram nanos = new Histogram(3);
        for (int i = 0; i < bodies.size(); i++) {
            bodies.get(i).addTo(nanos, from[i], to[i]);
        }
        return Measurement.between(before, after, nanos, nanos.getTotalCount());
    }

    @Override
    public String line() {
        return "paced " + streams + " " + seconds;
    }
}
