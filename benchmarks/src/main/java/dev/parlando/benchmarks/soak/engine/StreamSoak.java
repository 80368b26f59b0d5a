package dev.parlando.benchmarks.soak.engine;

import dev.parlando.SpeechEngine;
import dev.parlando.benchmarks.rig.server.ResponseScript;
import dev.parlando.benchmarks.rig.server.ScriptedServerProcess;
import dev.parlando.benchmarks.soak.engine.OutcomeCounter.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * A soak test of many concurrent streams over TLS. The server sends GOAWAY every second and cuts its busiest connection
 * every three seconds. The test exits with 1 if any of these requirements is violated:
 * <ul>
 * <li>No utterance fails before the server has started to process it.
 * <li>Every utterance that is cut fails with an error that reports the correct byte count.
 * <li>Every buffer, thread and socket is released.
 * </ul>
 *
 * <p>Run with {@code java -cp benchmarks/target/benchmarks.jar dev.parlando.benchmarks.endurance.Soak [STREAMS
 * [SECONDS]]}.
 */
public final class StreamSoak {
    private static final int DEFAULT_STREAMS = 200;
    private static final int DEFAULT_SECONDS = 60;
    private static final int SECONDS_BETWEEN_CUTS = 3;
    private static final int END_SECONDS = 30;
    /**
     * The permitted growth of the allocator, which is small compared with the flow-control windows of all streams.
     * {@link BufferLeakDetector} finds single leaked buffers.
     */
    private static final long ALLOCATOR_BYTES = 16L * 1024 * 1024;

    private static final int CHUNKS = 20;
    private static final int CHUNK_BYTES = 1280;
    private static final int PERIOD_MILLIS = 100;

    private final ScriptedServerProcess server;
    private final OutcomeCounter outcomes = new OutcomeCounter();
    private int goAways;
    private int cuts;
    private int cutResponses;

    StreamSoak(ScriptedServerProcess server) {
        this.server = server;
    }

    /** Prints the number of utterances per outcome, and the violations. */
    public static void main(String[] arguments) throws Exception {
        int streams = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_STREAMS;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : DEFAULT_SECONDS;
        BufferLeakDetector leaks = BufferLeakDetector.install();
        List<String> violations;
        try (ScriptedServerProcess server = ScriptedServerProcess.start()) {
            new StreamSoak(server)
                    .run(streams, SECONDS_BETWEEN_CUTS); // Loads classes and fills the allocator's caches.
            int accepted = server.accepted();
            ProcessResources before = ProcessResources.now();
            StreamSoak soak = new StreamSoak(server);
            soak.run(streams, seconds);
            soak.print(accepted);
            ProcessResources after = ProcessResources.awaitRelease(before, ALLOCATOR_BYTES);
            System.out.println("before: " + before + System.lineSeparator() + "after:  " + after);
            violations = new ArrayList<>(soak.outcomes.violations());
            violations.addAll(after.excessOver(before, ALLOCATOR_BYTES));
        }
        leaks.found().forEach(leak -> violations.add("a buffer leaked: " + leak));
        ExitStatus.exit(violations);
    }

    /**
     * Runs the streams for the given time while disturbing the connections, then waits until the last stream has ended.
     */
    void run(int streams, int seconds) throws Exception {
        try (SpeechEngine engine = EngineChurn.newEngine(server)) {
            Phaser active = new Phaser(1);
            List<StreamLoop> voices = IntStream.range(0, streams)
                    .mapToObj(index -> new ResponseScript(CHUNKS, CHUNK_BYTES, PERIOD_MILLIS, index))
                    .map(script -> new StreamLoop(engine, script, outcomes, active))
                    .toList();
            voices.forEach(StreamLoop::start);
            injectFaults(seconds);
            voices.forEach(StreamLoop::stop);
            awaitEnd(active);
        }
    }

    private void injectFaults(int seconds) throws Exception {
        for (int second = 1; second <= seconds; second++) {
            TimeUnit.SECONDS.sleep(1);
            goAways += server.goAway();
            if (second % SECONDS_BETWEEN_CUTS == 0) {
                cutResponses += server.cut();
                cuts++;
            }
        }
    }

    private void awaitEnd(Phaser active) throws InterruptedException {
        int phase = active.arriveAndDeregister();
        try {
            active.awaitAdvanceInterruptibly(phase, END_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            outcomes.unfinished(active.getUnarrivedParties());
        }
    }

    private void print(int acceptedBefore) throws Exception {
        System.out.printf(
                "%d connections, %d GOAWAYs, %d resets, which broke off %d responses by the server's count%n",
                server.accepted() - acceptedBefore, goAways, cuts, cutResponses);
        for (Outcome outcome : Outcome.values()) {
            System.out.printf("%7d  %s%n", outcomes.count(outcome), outcome.words());
        }
    }

    /** Returns the outcomes of the utterances. */
    OutcomeCounter outcomes() {
        return outcomes;
    }
}
