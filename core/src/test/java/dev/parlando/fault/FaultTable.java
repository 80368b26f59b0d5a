package dev.parlando.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Collects the outcomes of all faults and prints them as a table. Safe for use from any thread. */
final class FaultTable {
    private static final int SCREEN_COLUMN = 72;

    /** One line of the table. Immutable. */
    private record Line(Fault fault, String seen, boolean ok, long millis) {
        List<String> cells() {
            return List.of(
                    fault.group(),
                    fault.name(),
                    fault.wire().token(),
                    fault.expected().describe(),
                    seen.replaceAll("\\s+", " "),
                    ok ? "ok" : "FAILED",
                    Long.toString(millis));
        }
    }

    private static final List<String> HEADINGS =
            List.of("group", "fault", "protocol", "expected", "actual", "ok", "ms");

    private final Queue<Line> lines = new ConcurrentLinkedQueue<>();

    void add(Fault fault, String seen, boolean ok, long millis) {
        lines.add(new Line(fault, seen, ok, millis));
    }

    void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, toText(Integer.MAX_VALUE));
    }

    /** Returns the table for a terminal, with long cells truncated. */
    String forScreen() {
        return toText(SCREEN_COLUMN);
    }

    /** Returns one line per fault and a summary line. */
    private String toText(int maxColumn) {
        List<List<String>> rows = lines.stream().map(Line::cells).toList();
        List<Integer> widths = widths(rows, maxColumn);
        StringBuilder text = new StringBuilder();
        append(text, HEADINGS, widths);
        rows.forEach(row -> append(text, row, widths));
        long failed = lines.stream().filter(line -> !line.ok()).count();
        long millis = lines.stream().mapToLong(Line::millis).sum();
        return text.append(String.format("%d faults, %d not as expected, %d ms%n", rows.size(), failed, millis))
                .toString();
    }

    private static List<Integer> widths(List<List<String>> rows, int maxColumn) {
        return IntStream.range(0, HEADINGS.size())
                .mapToObj(column -> Math.min(
                        maxColumn,
                        Stream.concat(Stream.of(HEADINGS), rows.stream())
                                .mapToInt(row -> row.get(column).length())
                                .max()
                                .orElse(0)))
                .toList();
    }

    private static void append(StringBuilder text, List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            int width = widths.get(column);
            line.append(String.format("%-" + width + "s  ", cut(cells.get(column), width)));
        }
        text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }

    private static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 1) + "…";
    }
}
