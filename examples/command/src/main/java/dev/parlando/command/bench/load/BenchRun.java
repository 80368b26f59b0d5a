package dev.parlando.command.bench.load;

import dev.parlando.SpeechEngine;
import dev.parlando.command.bench.result.LoadLevel;
import dev.parlando.command.bench.result.StreamResult;
import dev.parlando.command.console.CommandException;
import dev.parlando.command.rotation.Completions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run: the warm-up, then the measured streams of each level of the load.
 *
 * <p>Threading: the main thread runs it; {@link #stop} may be called from any thread.
 */
public final class BenchRun implements AutoCloseable {
    private final LoadSettings settings;
    private final List<ServiceEndpoint> endpoints;
    private final PromptSet prompts;
    private final LoadLoop warmupLoop;
    private final List<LoadLoop> loops = new ArrayList<>();
    private final StreamStarter starter;
    private volatile boolean stopped;

    /**
     * The measured part of a run.
     *
     * @param startedAt its start
     * @param levels the levels of the load that were reached
     * @param streams all its streams, in the order of their starts
     */
    public record Measured(Instant startedAt, List<LoadLevel> levels, List<StreamResult> streams) {}

    /** Creates a run, and the engines that it shares. */
    public BenchRun(LoadSettings settings, List<ServiceEndpoint> endpoints, PromptSet prompts) {
        this.settings = settings;
        this.endpoints = endpoints;
        this.prompts = prompts;
        List<@Nullable Integer> levels = settings.levels();
        warmupLoop = settings.loop(settings.perSecond() == null ? Integer.valueOf(settings.maxConcurrency()) : null);
        levels.forEach(level -> loops.add(settings.loop(level)));
        starter = settings.starter(endpoints);
    }

    /**
     * Runs the streams and waits for their ends.
     *
     * @throws CommandException if the warm-up has failed completely
     */
    public Measured run(LoadProgress progress) {
        StreamPlan plan = plan();
        List<List<PlannedStream>> measured = new ArrayList<>();
        settings.levels()
                .forEach(level ->
                        measured.add(plan.streams(measured.size() * settings.requests(), settings.requests(), level)));
        warmUp(plan.streams(0, settings.warmup(), null), progress);
        Instant startedAt = Instant.now();
        long startNanos = System.nanoTime();
        List<LoadLevel> levels = new ArrayList<>();
        List<StreamResult> results = new ArrayList<>();
        for (int level = 0; level < measured.size() && !stopped; level++) {
            long levelNanos = System.nanoTime();
            results.addAll(run(loops.get(level), measured.get(level), startNanos, progress::onResult));
            levels.add(new LoadLevel(settings.levels().get(level), (System.nanoTime() - levelNanos) / 1000));
        }
        return new Measured(startedAt, levels, results);
    }

    /** Cancels the streams in flight and starts no further ones. The run then ends with the results so far. */
    public void stop() {
        stopped = true;
        warmupLoop.stop();
        loops.forEach(LoadLoop::stop);
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
        List<StreamResult> results = run(warmupLoop, streams, System.nanoTime(), progress::onWarmup);
        if (!stopped && !results.isEmpty() && results.stream().noneMatch(StreamResult::completed)) {
            StreamResult first = results.get(0);
            throw new CommandException(
                    "no stream of the warm-up completed; the first one: "
                            + (first.message() == null ? first.outcome() : first.message()),
                    null);
        }
    }

    private List<StreamResult> run(
            LoadLoop loop, List<PlannedStream> streams, long startNanos, Consumer<StreamResult> observer) {
        List<StreamResult> results = new ArrayList<>();
        loop.run(streams, starter, startNanos, result -> {
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
