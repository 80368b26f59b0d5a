package dev.parlando.benchmarks.soak.engine;

import dev.parlando.SpeechEngine;
import dev.parlando.benchmarks.rig.server.ResponseScript;
import dev.parlando.benchmarks.rig.server.ScriptedServerProcess;
import dev.parlando.credentials.ApiKey;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResult;
import java.util.List;

/**
 * A leak test that creates an engine, streams with it over TLS and closes it, many times. It then compares threads,
 * file descriptors and direct memory with those at the start, and exits with 1 if any leaked.
 *
 * <p>Run with {@code java -cp benchmarks/target/benchmarks.jar dev.parlando.benchmarks.endurance.Churn [TIMES]}.
 */
public final class EngineChurn {
    private static final int DEFAULT_TIMES = 500;
    /** The first engines load classes and fill the allocator's caches. */
    private static final int WARM_UP_TIMES = 20;

    /**
     * The permitted growth of the allocator. A single leaked buffer of 4 KiB stays below it, but 500 of them do not.
     */
    private static final long ALLOCATOR_BYTES = 1024 * 1024;

    private static final int ROWS = 5;
    private static final ResponseScript SCRIPT = new ResponseScript(5, 320, 1, 0);

    private EngineChurn() {}

    /** Prints the resources in use before, five times during, and after the run. */
    public static void main(String[] arguments) throws Exception {
        int times = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_TIMES;
        List<String> violations;
        try (ScriptedServerProcess server = ScriptedServerProcess.start()) {
            violations = churn(server, times);
        }
        ExitStatus.exit(violations);
    }

    /** Returns a line for each kind of resource that leaked. */
    static List<String> churn(ScriptedServerProcess server, int times) throws Exception {
        stream(server, WARM_UP_TIMES);
        ProcessResources before = ProcessResources.now();
        print("before", before);
        for (int row = 1; row <= ROWS; row++) {
            stream(server, times * row / ROWS - times * (row - 1) / ROWS);
            print(Integer.toString(times * row / ROWS), ProcessResources.now());
        }
        ProcessResources after = ProcessResources.awaitRelease(before, ALLOCATOR_BYTES);
        print("settled", after);
        return after.excessOver(before, ALLOCATOR_BYTES);
    }

    private static void print(String moment, ProcessResources residue) {
        System.out.printf("%-8s %s%n", moment, residue);
    }

    private static void stream(ScriptedServerProcess server, int times) {
        for (int i = 0; i < times; i++) {
            try (SpeechEngine engine = newEngine(server)) {
                SpeechRequest request =
                        SpeechRequest.builder("Hello").voice(SCRIPT.voice()).build();
                SpeechResult result =
                        engine.stream(request, chunk -> ChunkAction.CONTINUE).join();
                if (result.bytes() != SCRIPT.totalBytes()) {
                    throw new IllegalStateException("only " + result.bytes() + " bytes");
                }
            }
        }
    }

    /** Returns an engine with default settings, but without a limiter. */
    static SpeechEngine newEngine(ScriptedServerProcess server) {
        return SpeechEngine.builder()
                .governor(GovernorSettings.OFF)
                .baseUrl(server.baseUrl())
                .trustedCertificates(server.trustedPem())
                .apiKey(ApiKey.of("none"))
                .build();
    }
}
