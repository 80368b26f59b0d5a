package dev.parlando.command.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Prints rows of named values, as a table for people or as one JSON array for programs. */
public final class RowPrinter {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MAX_CELL_CHARS = 72;
    private static final String GAP = "  ";

    private final PrintWriter out;
    private final boolean json;

    public RowPrinter(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** Prints the rows, which must have the same names in the same order. */
    public void print(List<Map<String, @Nullable Object>> rows) {
        if (json) {
            out.println(toJson(rows));
        } else if (!rows.isEmpty()) {
            printTable(rows);
        }
        out.flush();
    }

    /** Prints one row, as a table of one line or as one JSON object. */
    public void printOne(Map<String, @Nullable Object> row) {
        if (json) {
            out.println(toJson(row));
        } else {
            printTable(List.of(row));
        }
        out.flush();
    }

    public static String toJson(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private void printTable(List<Map<String, @Nullable Object>> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.copyOf(rows.get(0).keySet()));
        rows.forEach(
                row -> lines.add(row.values().stream().map(RowPrinter::cell).toList()));
        int[] widths = new int[lines.get(0).size()];
        for (List<String> line : lines) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        lines.forEach(line -> out.println(padded(line, widths)));
    }

    private static String padded(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = cells.get(column);
            line.append(cell).append(" ".repeat(widths[column] - cell.length())).append(GAP);
        }
        return line.toString().stripTrailing();
    }

    /** Formats a value for a table: the size of a list, the entries of a map, yes or no for a boolean. */
    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "-";
        }
        if (value instanceof Boolean flag) {
            return flag ? "yes" : "no";
        }
        if (value instanceof Collection<?> values) {
            return Integer.toString(values.size());
        }
        if (value instanceof Map<?, ?> pairs) {
            return cut(pairs.entrySet().stream().map(Object::toString).collect(Collectors.joining(" ")));
        }
        return cut(value.toString().replaceAll("\\s+", " "));
    }

    private static String cut(String text) {
        return text.length() <= MAX_CELL_CHARS ? text : text.substring(0, MAX_CELL_CHARS - 1) + "…";
    }
}
