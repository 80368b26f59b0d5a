package dev.parlando.command.bench.result;

import dev.parlando.command.console.CompleteFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * The files of a result for programs: {@value #JSON_NAME}, {@value #CSV_NAME}, and for each latency the percentile
 * distribution of HdrHistogram in milliseconds. Stateless.
 */
public final class ResultFiles {
    /** Name of the JSON file. */
    public static final String JSON_NAME = "result.json";

    /** Name of the CSV file. */
    public static final String CSV_NAME = "streams.csv";

    private static final double MICROS_PER_MILLI = 1000;

    private ResultFiles() {}

    /**
     * Writes the files. Those of latencies and groups without a value are left out.
     *
     * @param directory an existing directory
     */
    public static void write(BenchResult result, Path directory) {
        CompleteFile.write(directory.resolve(JSON_NAME), ResultJson.toJson(result) + "\n");
        CompleteFile.write(directory.resolve(CSV_NAME), StreamCsv.of(result));
        List<StreamGroup> groups = result.groups();
        for (Latency latency : Latency.values()) {
            String name = latency.name().toLowerCase(Locale.ROOT);
            writeHistogram(directory.resolve(name + ".hgrm"), result.streams(), latency);
            for (int group = 0; groups.size() > 1 && group < groups.size(); group++) {
                StreamGroup settings = groups.get(group);
                Path file = directory.resolve(name + "-"
                        + fileName(group + 1, settings, result.conditions().hasLevels()) + ".hgrm");
                writeHistogram(file, result.streamsOf(settings), latency);
            }
        }
    }

    private static void writeHistogram(Path file, List<StreamResult> streams, Latency latency) {
        Histogram micros = Percentiles.histogram(streams, latency::micros);
        if (micros.getTotalCount() > 0) {
            CompleteFile.write(file, distribution(micros));
        }
    }

    private static byte[] distribution(Histogram micros) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream text = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            micros.outputPercentileDistribution(text, MICROS_PER_MILLI);
        }
        return bytes.toByteArray();
    }

    /** Returns a name that is unique by its number and legal on every file system. */
    private static String fileName(int number, StreamGroup group, boolean withLevel) {
        String settings = String.join("-", group.textFormat(), group.model(), group.voice(), group.region())
                + (withLevel ? "-concurrency_" + group.concurrency() : "");
        return number + "-" + settings.replaceAll("[^A-Za-z0-9._-]", "_");
    }
}
