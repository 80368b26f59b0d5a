package dev.parlando.benchmarks.endtoend.fleet;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.fleet.Fleet;
import dev.parlando.fleet.FleetSettings;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.Priority;
import dev.parlando.governor.SharedGovernor;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.TimelineEvent;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * An engine in a separate JVM with callers that speak one utterance after the other, between two lines on stdin. Each
 * pauses for up to 50 ms between utterances, so that the waiting requests of others have a chance. One of ten utterances
 * is live, three are prefetched.
 */
final class SharedLimitEngine {
    /** The line before the start of the callers. */
    static final String READY = "ready";

    /** The line before that of the outcome. */
    static final String OUTCOME = "outcome";

    private static final int MOST_PAUSE_MILLIS = 50;

    private final SpeechEngine engine;
    private final Supplier<RequestGate> gates;
    private final AtomicInteger failed = new AtomicInteger();
    private final List<Long> live = Collections.synchronizedList(new ArrayList<>());
    private final List<Long> prefetch = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean stopped;

    private SharedLimitEngine(SpeechEngine engine, Supplier<RequestGate> gates) {
        this.engine = engine;
        this.gates = gates;
    }

    /** Runs the engine; the arguments are base URL, key, strategy, Redis, limit and number of callers. */
    public static void main(String[] arguments) throws Exception {
        URI redis = URI.create(arguments[3]);
        int limit = Integer.parseInt(arguments[4]);
        boolean counted = arguments[2].equals("semaphore");
        GovernorSettings settings = counted ? GovernorSettings.OFF : GovernorSettings.DEFAULT;
        try (SharedGovernor governor = SpeechEngine.createGovernor(settings);
                SpeechEngine engine = SpeechEngine.builder()
                        .baseUrl(URI.create(arguments[0]))
                        .apiKey(ApiKey.of(arguments[1]))
                        .governor(governor)
                        .build()) {
            engine.warmUp().toCompletableFuture().get(60, TimeUnit.SECONDS);
            Supplier<RequestGate> gates = () -> counted ? new CountingGate(redis, limit) : RequestGate.NONE;
            SharedLimitEngine callers = new SharedLimitEngine(engine, gates);
            if (arguments[2].equals("fleet")) {
                callers.runInFleet(redis, governor, Integer.parseInt(arguments[5]));
            } else {
                callers.run(Integer.parseInt(arguments[5]));
            }
        }
    }

    private void runInFleet(URI redis, SharedGovernor governor, int callers) throws IOException {
        try (Fleet fleet = Fleet.join(FleetSettings.of(redis, "account"), governor)) {
            run(callers);
            if (!fleet.isLeased()) {
                System.err.println("no lease at the end");
            }
        }
    }

    private void run(int callers) throws IOException {
        print(READY);
        awaitLine();
        for (int i = 0; i < callers; i++) {
            Thread caller = new Thread(this::speak, "caller-" + i);
            caller.setDaemon(true);
            caller.start();
        }
        awaitLine();
        stopped = true;
        print(OUTCOME);
        print(new SharedLimitOutcome(failed.get(), List.copyOf(live), List.copyOf(prefetch)).toLine());
    }

    private static void print(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static void awaitLine() throws IOException {
        for (int read = System.in.read(); read >= 0 && read != '\n'; ) {
            read = System.in.read();
        }
    }

    private void speak() {
        RequestGate gate = gates.get();
        while (!stopped) {
            int drawn = ThreadLocalRandom.current().nextInt(10);
            Priority priority = drawn == 0 ? Priority.LIVE : drawn < 4 ? Priority.PREFETCH : Priority.NORMAL;
            long startNanos = System.nanoTime();
            gate.enter();
            try {
                speak(drawn, priority, System.nanoTime() - startNanos);
            } finally {
                gate.leave();
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(MOST_PAUSE_MILLIS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void speak(int number, Priority priority, long waitedNanos) {
        try {
            SpeechStream stream = engine.stream(
                    request(number), chunk -> ChunkAction.CONTINUE, CallOptions.DEFAULT.withPriority(priority));
            stream.join();
            addTime(
                    priority,
                    waitedNanos
                            + stream.timeline().nanos(TimelineEvent.FIRST_BYTE).orElseThrow());
        } catch (RuntimeException e) {
            if (!stopped) {
                failed.incrementAndGet();
                System.err.println(e);
            }
        }
    }

    private void addTime(Priority priority, long nanos) {
        if (priority != Priority.NORMAL) {
            (priority == Priority.LIVE ? live : prefetch).add(TimeUnit.NANOSECONDS.toMillis(nanos));
        }
    }

    private static SpeechRequest request(int number) {
        return SpeechRequest.builder("Number " + number + " of many" + ", and then some more".repeat(number % 3) + ".")
                .voice(OfflineVoiceServer.STANDARD_VOICE_ID)
                .outputFormat(OutputFormat.PCM_24000)
                .build();
    }
}
