package dev.parlando.command.bench.load;

import dev.parlando.SpeechEngine;
import dev.parlando.command.bench.result.StreamResult;
import dev.parlando.command.console.CommandException;
import dev.parlando.command.rotation.Completions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/**
 * One run: the warm-up, then the measured streams.
 *
 * <p>Threading: the main thread runs it; {@link #stop} may be called from any thread.
 */
public final class BenchRun implements AutoCloseable {
    private final LoadSettings settings;
    private final List<ServiceEndpoint> endpoints;
    private final PromptSet prompts;
    private final LoadLoop warmupLoop;
    private final LoadLoop loop;
    private final StreamStarter starter;
    private volatile boolean stopped;

    /**
     * The measured part of a run.
     *
     * @param startedAt its start
     * @param wallMicros its duration
     * @param streams all its streams, in the order of their starts
     */
    public record Measured(Instant startedAt, long wallMicros, List<StreamResult> streams) {}

    /** Creates a run, and the engines that it shares. */
    public BenchRun(LoadSettings settings, List<ServiceEndpoint> endpoints, PromptSet prompts) {
        this.settings = settings;
        this.endpoints = endpoints;
        this.prompts = prompts;
        warmupLoop = settings.loop();
        loop = settings.loop();
        starter = settings.starter(endpoints);
    }

    /**
     * Runs the streams and waits for their ends.
     *
     * @throws CommandException if the warm-up has failed completely
     */
    public Measured run(LoadProgress progress) {
        StreamPlan plan = plan();
        List<PlannedStream> measured = plan.streams(settings.requests());
        warmUp(plan.streams(settings.warmup()), progress);
        Instant startedAt = Instant.now();
        long startNanos = System.nanoTime();
        List<StreamResult> results = run(loop, measured, progress::onResult);
        return new Measured(startedAt, (System.nanoTime() - startNanos) / 1000, results);
    }

    /** Cancels the streams in flight and starts no further ones. The run then ends with the results so far. */
    public void stop() {
        stopped = true;
        warmupLoop.stop();
        loop.stop();
        starter.cancel();
    }

    private StreamPlan plan() {
        StreamPlan plan = new StreamPlan(prompts);
        for (int region = 0; region < endpoints.size(); region++) {
            ServiceEndpoint endpoint = endpoints.get(region);
            List<String> voices = settings.voices().isEmpty() ? List.of(defaultVoice(endpoint)) : settings.voices();
            plan.addRegion(region, endpoint.name(), settings.formats(), settings.models(), voices);
        }
        return plan;
    }

    private static String defaultVoice(ServiceEndpoint endpoint) {
        try (SpeechEngine engine = endpoint.builders().get().build()) {
            return Completions.await(engine.defaultVoiceId());
        }
    }

    private void warmUp(List<PlannedStream> streams, LoadProgress progress) {
        List<StreamResult> results = run(warmupLoop, streams, progress::onWarmup);
        if (!stopped && !results.isEmpty() && results.stream().noneMatch(StreamResult::completed)) {
            StreamResult first = results.get(0);
            throw new CommandException(
                    "no stream of the warm-up completed; the first one: "
                            + (first.message() == null ? first.outcome() : first.message()),
                    null);
        }
    }

    private List<StreamResult> run(LoadLoop streamLoop, List<PlannedStream> streams, Consumer<StreamResult> observer) {
        List<StreamResult> results = new ArrayList<>();
        streamLoop.run(streams, starter, result -> {
            synchronized (results) {
                results.add(result);
                observer.accept(result);
            }
        });
        synchronized (results) {
            results.sort(Comparator.comparingInt(StreamResult::index));
            return results;
        }
    }

    @Override
    public void close() {
        starter.close();
    }
}
