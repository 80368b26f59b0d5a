package dev.parlando.command;

import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.command.console.FailureReporter;
import dev.parlando.command.console.RowPrinter;
import dev.parlando.speech.OutputFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The {@code formats} verb: lists the output formats. */
@Command(
        name = "formats",
        description = "Lists the output formats.",
        footer = {"", FailureReporter.EXIT_CODES})
final class FormatsCommand implements Runnable {
    @Option(names = "--json", description = "Print a JSON array.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        RowPrinter listing =
                new RowPrinter(Objects.requireNonNull(spec).commandLine().getOut(), json);
        List<Map<String, @Nullable Object>> rows =
                OutputFormat.documented().stream().map(FormatsCommand::row).toList();
        listing.print(rows);
    }

    private static Map<String, @Nullable Object> row(OutputFormat format) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("format", format.value());
        row.put("codec", format.codec().name().toLowerCase(Locale.ROOT));
        row.put("sample_rate_hz", format.sampleRateHz());
        row.put("bitrate_kbps", format.bitrateKbps() == 0 ? null : format.bitrateKbps());
        row.put("streamed", format.isStreamed());
        row.put("playable", AudioDecoders.canDecode(format));
        return row;
    }
}
