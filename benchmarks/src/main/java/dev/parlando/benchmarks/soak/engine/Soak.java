package dev.parlando.benchmarks.soak.engine;

import dev.parlando.SpeechEngine;
import dev.parlando.benchmarks.rig.server.Script;
import dev.parlando.benchmarks.rig.server.ScriptedServerProcess;
import dev.parlando.benchmarks.soak.engine.Tally.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/**
 * Lets many streams run at a time, over TLS, against a server that sends GOAWAY every second and cuts its busiest
 * connection every three. No utterance that had not begun may be lost, every one that was cut must say so, and at the end
 * every buffer, thread and socket must have been given back. Ends with 1 if any of that is violated.
 *
 * <p>Run with {@code java -cp benchmarks/target/benchmarks.jar dev.parlando.benchmarks.endurance.Soak [STREAMS
 * [SECONDS]]}.
 */
public final class Soak {
    private static final int DEFAULT_STREAMS = 200;
    private static final int DEFAULT_SECONDS = 60;
    private static final int SECONDS_BETWEEN_CUTS = 3;
    private static final int END_SECONDS = 30;
    /** A third of the windows of all streams; lost buffers are found one by one, by another way. */
    private static final long ALLOCATOR_BYTES = 16L * 1024 * 1024;

    private static final int CHUNKS = 20;
    private static final int CHUNK_BYTES = 1280;
    private static final int PERIOD_MILLIS = 100;

    private final ScriptedServerProcess server;
    private final Tally tally = new Tally();
    private int goAways;
    private int cuts;
    private int cutAnswers;

    Soak(ScriptedServerProcess server) {
        this.server = server;
    }

    /** Prints how the utterances ended, and what was violated. */
    public static void main(String[] arguments) throws Exception {
        int streams = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_STREAMS;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : DEFAULT_SECONDS;
        BufferLeaks leaks = BufferLeaks.watch();
        List<String> violations;
        try (ScriptedServerProcess server = ScriptedServerProcess.start()) {
            new Soak(server).run(streams, SECONDS_BETWEEN_CUTS); // Loads classes and fills the allocator's caches.
            int accepted = server.accepted();
            Residue before = Residue.now();
            Soak soak = new Soak(server);
            soak.run(streams, seconds);
            soak.print(accepted);
            Residue after = Residue.settled(before, ALLOCATOR_BYTES);
            System.out.println("before: " + before + System.lineSeparator() + "after:  " + after);
            violations = new ArrayList<>(soak.tally.violations());
            violations.addAll(after.beyond(before, ALLOCATOR_BYTES));
        }
        leaks.found().forEach(leak -> violations.add("a buffer was lost: " + leak));
        Verdict.exit(violations);
    }

    /** Lets streams run for a while, disturbs them, and waits until the last has ended. */
    void run(int streams, int seconds) throws Exception {
        try (SpeechEngine engine = Churn.newEngine(server)) {
            Phaser talking = new Phaser(1);
            List<Chatter> voices = IntStream.range(0, streams)
                    .mapToObj(index -> new Script(CHUNKS, CHUNK_BYTES, PERIOD_MILLIS, index))
                    .map(script -> new Chatter(engine, script, tally, talking))
                    .toList();
            voices.forEach(Chatter::start);
            disturb(seconds);
            voices.forEach(Chatter::fallSilent);
            awaitEnd(talking);
        }
    }

    private void disturb(int seconds) throws Exception {
        for (int second = 1; second <= seconds; second++) {
            TimeUnit.SECONDS.sleep(1);
            goAways += server.goAway();
            if (second % SECONDS_BETWEEN_CUTS == 0) {
                cutAnswers += server.cut();
                cuts++;
            }
        }
    }

    private void awaitEnd(Phaser talking) throws InterruptedException {
        int phase = talking.arriveAndDeregister();
        try {
            talking.awaitAdvanceInterruptibly(phase, END_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            tally.notEnded(talking.getUnarrivedParties());
        }
    }

    private void print(int acceptedBefore) throws Exception {
        System.out.printf(
                "%d connections, %d GOAWAYs, %d cuts, which broke off %d answers by the server's count%n",
                server.accepted() - acceptedBefore, goAways, cuts, cutAnswers);
        for (Outcome outcome : Outcome.values()) {
            System.out.printf("%7d  %s%n", tally.count(outcome), outcome.words());
        }
    }

    /** Returns how utterances ended. */
    Tally tally() {
        return tally;
    }
}
