package dev.parlando.command.bench.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The CSV file of a result: one row for each stream, quoted as RFC 4180 requires. Stateless. */
final class StreamCsv {
    private StreamCsv() {}

    /** Returns the file, with a header row. */
    static String of(BenchResult result) {
        return Stream.concat(Stream.of(header()), result.streams().stream().map(StreamCsv::row))
                .map(row -> row.stream().map(StreamCsv::cell).collect(Collectors.joining(",")) + "\r\n")
                .collect(Collectors.joining());
    }

    private static List<@Nullable Object> header() {
        List<@Nullable Object> names = new ArrayList<>(
                List.of("index", "format", "model", "voice", "region", "concurrency", "text", "characters"));
        names.addAll(List.of("intended_us", "started_us", "outcome", "message", "http_version", "connection_reused"));
        Stream.of(Stage.values())
                .map(stage -> stage.name().toLowerCase(Locale.ROOT) + "_us")
                .forEach(names::add);
        names.addAll(List.of("ttfb_us", "ttfa_us", "ear_us", "total_us", "audio_us", "gaps_us", "underruns"));
        return names;
    }

    private static List<@Nullable Object> row(StreamResult stream) {
        List<@Nullable Object> values = new ArrayList<>();
        StreamGroup group = stream.group();
        values.addAll(List.of(stream.index(), group.textFormat(), group.model(), group.voice(), group.region()));
        values.add(group.concurrency());
        values.addAll(List.of(stream.text(), stream.characters(), stream.intendedMicros(), stream.startedMicros()));
        values.add(stream.outcome());
        values.add(stream.message());
        values.add(stream.httpVersion());
        values.add(stream.connectionReused());
        Stream.of(Stage.values()).map(stream.stages()::get).forEach(values::add);
        values.add(stream.ttfbMicros());
        values.add(stream.ttfaMicros());
        values.add(stream.earMicros());
        values.add(stream.totalMicros());
        values.add(stream.audioMicros());
        values.add(stream.gapsMicros().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        values.add(stream.underruns());
        return values;
    }

    private static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
