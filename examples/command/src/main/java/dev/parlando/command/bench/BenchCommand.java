package dev.parlando.command.bench;

import dev.parlando.command.bench.compare.CompareCommand;
import dev.parlando.command.bench.load.BenchRun;
import dev.parlando.command.bench.load.LoadProgress;
import dev.parlando.command.bench.load.LoadSettings;
import dev.parlando.command.bench.load.PromptSet;
import dev.parlando.command.bench.report.BenchReport;
import dev.parlando.command.bench.result.BenchConditions;
import dev.parlando.command.bench.result.BenchResult;
import dev.parlando.command.bench.result.StreamResult;
import dev.parlando.command.console.InterruptHook;
import dev.parlando.command.console.Terminal;
import dev.parlando.command.engine.ServiceOptions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code bench} verb: measures the latency of many streams, from the call to the first audible sample. */
@Command(
        name = "bench",
        description = "Measures the latency of speech, of the offline server or of the service.",
        sortOptions = false,
        subcommands = CompareCommand.class,
        footer = {
            "",
            "Examples:",
            "  parlando bench --requests 200 --concurrency 8",
            "  parlando bench --concurrency 1,2,4,8",
            "  parlando bench --rate 20 --requests 1000",
            "  parlando bench --play --live",
            "  parlando bench --formats pcm_24000,mp3_44100_128 --cold",
            "  parlando bench --texts prompts.txt --json --out today",
            "  parlando bench compare yesterday today"
        })
public final class BenchCommand implements Callable<Integer> {
    private static final long REPORT_SECONDS = 20;

    @Mixin
    private LoadOptions load = new LoadOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Directory of the result files (default: parlando-bench- and the time).")
    private @Nullable Path out;

    @Option(names = "--json", description = "Print the percentiles as one JSON object.")
    private boolean json;

    @Option(names = "--yes", description = "Send the texts to the service without asking.")
    private boolean yes;

    @Option(
            names = "--regions",
            split = ",",
            paramLabel = "URL",
            description = "Base URLs of services that are compared; global, us, eu, in and sg are those of ElevenLabs.")
    private List<String> regions = List.of();

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Map<String, String> environment = System.getenv();
        LoadSettings settings = load.settings(Math.max(1, regions.size()));
        PromptSet prompts = load.prompts();
        MeasuredServices.check(service, regions, environment);
        if (!regions.isEmpty() || !service.isOffline(environment)) {
            confirmCost(settings.characters(prompts, Math.max(1, regions.size())));
        }
        ResultDirectory directory = ResultDirectory.create(out);
        CountDownLatch reported = new CountDownLatch(1);
        try (MeasuredServices services = MeasuredServices.open(service, regions, environment, settings);
                BenchRun run = new BenchRun(settings, services.endpoints(), prompts);
                InterruptHook interrupt = new InterruptHook(() -> stop(run, reported))) {
            services.reportOffline(commandSpec().commandLine().getErr());
            BenchRun.Measured measured = measure(run, settings);
            BenchResult result = new BenchResult(conditions(settings, prompts, services, measured), measured.streams());
            report(result, directory, interrupt.raised());
            reported.countDown();
            return result.streams().stream().anyMatch(StreamResult::completed) ? ExitCode.OK : ExitCode.SOFTWARE;
        } finally {
            reported.countDown();
        }
    }

    /** Runs the streams, with a line of progress on a terminal. */
    private BenchRun.Measured measure(BenchRun run, LoadSettings settings) {
        if (!Terminal.isPresent()) {
            return run.run(LoadProgress.NONE);
        }
        PrintWriter err = commandSpec().commandLine().getErr();
        ProgressLine line = new ProgressLine(err, settings.warmup(), settings.measuredStreams(), System::nanoTime);
        try {
            return run.run(line);
        } finally {
            line.clear();
        }
    }

    private void confirmCost(long characters) {
        String question = characters + " characters are sent to the service, which bills them; continue?";
        if (yes) {
            return;
        }
        Terminal.confirm(question);
    }

    /** Ends the run, and keeps the process alive until its result is written. */
    private static void stop(BenchRun run, CountDownLatch reported) {
        run.stop();
        try {
            reported.await(REPORT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(BenchResult result, ResultDirectory directory, boolean interrupted) {
        PrintWriter err = commandSpec().commandLine().getErr();
        PrintWriter stdout = commandSpec().commandLine().getOut();
        if (interrupted) {
            err.println("parlando: interrupted; the result has the "
                    + result.streams().size() + " streams so far");
        }
        if (json) {
            stdout.println(SummaryJson.of(result, directory.path()));
            stdout.flush();
        } else {
            new BenchTable(stdout).print(result);
        }
        directory.write(result); // After the summary, which is then there if the disk is full.
        err.println("parlando: the report is " + directory.path().resolve(BenchReport.PAGE_NAME));
        err.flush();
    }

    private BenchConditions conditions(
            LoadSettings settings, PromptSet prompts, MeasuredServices services, BenchRun.Measured measured) {
        return new BenchConditions(
                command(),
                measured.startedAt(),
                MachineDescription.parlando(),
                MachineDescription.java(),
                MachineDescription.operatingSystem(),
                MachineDescription.machine(),
                services.description(),
                prompts.description(),
                settings.loopDescription(),
                settings.cold(),
                device(settings),
                settings.wordsPerSecond() != null,
                settings.warmup(),
                measured.levels(),
                settings.cold());
    }

    private static @Nullable String device(LoadSettings settings) {
        LoadSettings.PlaybackDevice playback = settings.playback();
        return playback == null ? null : Objects.requireNonNullElse(playback.name(), "default");
    }

    private String command() {
        List<String> arguments =
                commandSpec().root().commandLine().getParseResult().originalArgs();
        return "parlando " + String.join(" ", arguments);
    }

    private CommandSpec commandSpec() {
        return Objects.requireNonNull(spec);
    }
}
