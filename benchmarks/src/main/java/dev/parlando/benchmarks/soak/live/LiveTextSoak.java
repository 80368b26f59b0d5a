package dev.parlando.benchmarks.soak.live;

import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.NullSink;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.benchmarks.soak.engine.BufferLeakDetector;
import dev.parlando.benchmarks.soak.engine.ExitStatus;
import dev.parlando.benchmarks.soak.engine.ProcessResources;
import dev.parlando.credentials.ApiKey;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.network.Timeouts;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.offline.load.SocketFaults;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * A soak test of live texts. Players speak random texts over all transports of the offline server, and pause, interrupt,
 * cancel and fail them. Sockets have faults in a third of the rounds. The test exits with 1 if any of these requirements
 * is violated:
 * <ul>
 * <li>Every utterance ends within a minute, without an error that no fault explains.
 * <li>After each round, no stream runs and no permit is held, except those of open connections for dialogue.
 * <li>Finally, every buffer, thread and socket is released.
 * </ul>
 *
 * <p>Run with {@code java -cp benchmarks/target/benchmarks.jar dev.parlando.benchmarks.soak.live.LiveTextSoak [SECONDS
 * [SEED]]}.
 */
public final class LiveTextSoak {
    private static final int DEFAULT_SECONDS = 120;
    private static final int WARM_UP_SECONDS = 10;
    private static final int MAX_PLAYERS = 3;
    private static final int END_SECONDS = 60;
    /** Longer than the service takes to end an interrupted context. */
    private static final int IDLE_SECONDS = 25;
    /** The permitted growth of the allocator; {@link BufferLeakDetector} finds single leaked buffers. */
    private static final long ALLOCATOR_BYTES = 16L * 1024 * 1024;

    private static final Timeouts TIMEOUTS = Timeouts.DEFAULT.withSilence(Duration.ofSeconds(20));

    private final OfflineVoiceServer server;
    private final Random random;
    private final List<String> violations = new ArrayList<>();
    private int utterances;
    private int rounds;

    private LiveTextSoak(OfflineVoiceServer server, Random random) {
        this.server = server;
        this.random = random;
    }

    /** Prints the seed, the number of utterances and the violations. */
    public static void main(String[] arguments) throws Exception {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_SECONDS;
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : System.nanoTime();
        System.out.println("seed " + seed);
        BufferLeakDetector leaks = BufferLeakDetector.install();
        List<String> violations;
        try (OfflineVoiceServer server = OfflineVoiceServer.builder().start()) {
            LiveTextSoak soak = new LiveTextSoak(server, new Random(seed));
            soak.run(WARM_UP_SECONDS); // Loads classes and fills the allocator's caches.
            ProcessResources before = ProcessResources.now();
            soak.run(seconds);
            ProcessResources after = ProcessResources.awaitRelease(before, ALLOCATOR_BYTES);
            System.out.println(soak.rounds + " rounds, " + soak.utterances + " utterances");
            System.out.println("before: " + before + System.lineSeparator() + "after:  " + after);
            violations = soak.violations;
            violations.addAll(after.excessOver(before, ALLOCATOR_BYTES));
        }
        leaks.found().forEach(leak -> violations.add("a buffer leaked: " + leak));
        ExitStatus.exit(violations);
    }

    private void run(int seconds) throws Exception {
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        try (SpeechEngine engine = SpeechEngine.builder()
                .baseUrl(server.baseUri())
                .apiKey(ApiKey.of(server.apiKey()))
                .defaultVoice(OfflineVoiceServer.STANDARD_VOICE_ID)
                .timeouts(TIMEOUTS)
                .build()) {
            while (System.nanoTime() < endNanos && violations.isEmpty()) {
                boolean faults = rounds++ % 3 == 2;
                server.socketFaults(faults ? randomFaults() : SocketFaults.NONE);
                runRound(engine, faults);
                server.socketFaults(SocketFaults.NONE);
                awaitIdle(engine);
            }
        }
    }

    private SocketFaults randomFaults() {
        SocketFaults faults = SocketFaults.NONE
                .withLateFinalMillis(random.nextInt(300))
                .withMixedKeys(random.nextBoolean())
                .withFlushDone(random.nextBoolean())
                .withOverlappingAlignment(random.nextBoolean())
                .withCloseBeforeFinal(random.nextInt(4) == 0);
        return random.nextBoolean() ? faults : faults.withKillAfterAudioMessages(1 + random.nextInt(20));
    }

    private void runRound(SpeechEngine engine, boolean faults) throws Exception {
        int players = 1 + random.nextInt(MAX_PLAYERS);
        ExecutorService threads = Executors.newFixedThreadPool(players);
        try {
            List<Future<List<SoakedUtterance>>> speakers = IntStream.range(0, players)
                    .mapToObj(index -> random.nextLong())
                    .map(seed -> threads.submit(() -> speak(engine, seed, faults)))
                    .toList();
            for (Future<List<SoakedUtterance>> speaker : speakers) {
                utterances += speaker.get().size();
            }
        } finally {
            threads.shutdown();
        }
    }

    private List<SoakedUtterance> speak(SpeechEngine engine, long seed, boolean faults) throws InterruptedException {
        Random own = new Random(seed);
        AudioSink sink = own.nextBoolean() ? new NullSink() : RecordingSink.manual(100);
        SinkTicker ticker = SinkTicker.of(sink);
        try (ticker;
                SpeechPlayer player = SpeechPlayer.builder(engine).sink(sink).open()) {
            List<SoakedUtterance> spoken = new RandomSpeaker(player, own).call();
            for (SoakedUtterance utterance : spoken) {
                String violation = utterance.violation(END_SECONDS, faults);
                if (violation != null) {
                    report(violation);
                }
            }
            return spoken;
        }
    }

    private void awaitIdle(SpeechEngine engine) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(IDLE_SECONDS);
        while (!isIdle(engine)) {
            if (System.nanoTime() > deadlineNanos) {
                report("not idle after a round: " + engine.stats() + ", " + server.load());
                return;
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    private boolean isIdle(SpeechEngine engine) {
        return engine.stats().runningStreams() == 0
                && engine.governor().snapshots().stream()
                        .filter(limit -> !limit.modelGroup().equals("dialogue connections"))
                        .allMatch(LiveTextSoak::isUnused)
                && server.load().running() == 0;
    }

    private static boolean isUnused(LimitSnapshot limit) {
        return limit.inFlight() == 0 && limit.queued() == 0;
    }

    private synchronized void report(String violation) {
        if (violations.isEmpty()) {
            for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
                System.out.print(thread);
            }
        }
        violations.add(violation);
    }
}
