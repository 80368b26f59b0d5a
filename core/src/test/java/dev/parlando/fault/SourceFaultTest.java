package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.cache.CachedSpeech;
import dev.parlando.fallback.FallbackSpeech;
import dev.parlando.fallback.FallbackStep;
import dev.parlando.speech.ScriptedSpeechSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs faults of the service with a chain, and with a cache, in front of the engine. Nothing is spoken twice, nothing is cut
 * without an error, no broken audio is kept, and every stream ends.
 *
 * <p>To these sources, faults differ by the time at which they occur and by the category of the error. The groups before and
 * during the response have all of both, over one protocol. {@link FallbackCutTest} has every position of a cut.
 */
class SourceFaultTest {
    private static final Set<String> GROUPS = Set.of("connect", "goaway", "reset", "response", "error");
    private static final Set<String> TIMEOUTS =
            Set.of("no audio after the response headers", "silence during the audio");
    private static final byte[] SPARE = new byte[300];
    private static final byte MARK = 99;
    private static final Logger NETTY = Logger.getLogger("io.netty");

    @TempDir
    static Path folder;

    private static ServerIdentity identity;

    private final AtomicInteger checked = new AtomicInteger();

    @BeforeAll
    static void makeIdentity() throws Exception {
        Arrays.fill(SPARE, MARK);
        NETTY.setLevel(Level.SEVERE);
        identity = ServerIdentity.create(folder);
    }

    @AfterAll
    static void log() {
        NETTY.setLevel(null);
    }

    @TestFactory
    Stream<DynamicTest> chain() {
        return tests(this::inChain);
    }

    @TestFactory
    Stream<DynamicTest> cache() {
        return tests(this::inCache);
    }

    /** The test of one fault. */
    private interface FaultCheck {
        void run(Fault fault) throws Exception;
    }

    private Stream<DynamicTest> tests(FaultCheck check) {
        Stream<DynamicTest> rows = AllFaults.rows().stream()
                .filter(fault -> fault.wire() == WireProtocol.H2C)
                .filter(fault -> GROUPS.contains(fault.group()) || TIMEOUTS.contains(fault.name()))
                .map(fault -> DynamicTest.dynamicTest(fault.group() + ": " + fault.name(), () -> check.run(fault)));
        DynamicTest count = DynamicTest.dynamicTest("most rows speak by way of the source", () -> assertThat(checked)
                .hasValueGreaterThan(80));
        return Stream.concat(rows, Stream.of(count));
    }

    private static ScriptedSpeechSource spare() {
        return new ScriptedSpeechSource().playing(stream -> stream.chunk(SPARE).end());
    }

    private void inChain(Fault fault) throws Exception {
        ScriptedSpeechSource spare = spare();
        try (FaultFixture scene = new FaultFixture(
                fault.wire(), identity, engine -> FallbackSpeech.of(FallbackStep.of(engine), FallbackStep.of(spare)))) {
            StreamOutcome outcome = fault.script().run(scene);
            byte[] spoken = scene.spoken();
            if (spoken == null) {
                return;
            }
            checked.incrementAndGet();
            if (spare.requests() > 0) {
                assertThat(fault.expected().type())
                        .as("error of the first step")
                        .isNotNull();
                assertThat(spoken).isEqualTo(SPARE);
                assertThat(Expectation.audio(SPARE.length).problems(outcome)).isEmpty();
            } else {
                assertThat(fault.expected().problems(outcome)).isEmpty();
                assertThat(spoken).as("audio of the first step").isNotEmpty().doesNotContain(MARK);
            }
        }
    }

    private void inCache(Fault fault) throws Exception {
        AtomicBoolean repaired = new AtomicBoolean();
        ScriptedSpeechSource spare = spare();
        List<CachedSpeech> caches = new ArrayList<>();
        try (FaultFixture scene = new FaultFixture(fault.wire(), identity, engine -> {
            CachedSpeech cache = CachedSpeech.over(
                    (request, handler, options) -> (repaired.get() ? spare : engine).stream(request, handler, options));
            caches.add(cache);
            return cache;
        })) {
            try {
                StreamOutcome outcome = fault.script().run(scene);
                byte[] spoken = scene.spoken();
                if (spoken != null) {
                    checked.incrementAndGet();
                    assertThat(fault.expected().problems(outcome)).isEmpty();
                    repaired.set(true);
                    byte[] again = caches.get(0).collect(FaultFixture.request()).audio();
                    assertThat(again).isEqualTo(outcome.error() == null ? spoken : SPARE);
                }
            } finally {
                caches.forEach(CachedSpeech::close); // Before the check for threads.
            }
        }
    }
}
