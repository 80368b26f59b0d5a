package dev.parlando.benchmarks.rig.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A text table with columns as wide as their contents. The first column is left-aligned and all others are
 * right-aligned.
 */
public final class TextTable {
    private final List<String[]> rows = new ArrayList<>();

    public TextTable(String... headings) {
        rows.add(headings);
    }

    /** Adds a row. Numbers are rounded to one decimal place, or to integers from a thousand on. */
    public void add(Object... cells) {
        String[] row = new String[cells.length];
        for (int i = 0; i < cells.length; i++) {
            row[i] = cells[i] instanceof Double number ? format(number) : cells[i].toString();
        }
        rows.add(row);
    }

    private static String format(double number) {
        return String.format(Locale.ROOT, Math.abs(number) >= 1000 ? "%,.0f" : "%.1f", number);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String[] row : rows) {
            for (int column = 0; column < row.length; column++) {
                String pattern = column == 0 ? "%-" + width(column) + "s" : "  %" + width(column) + "s";
                text.append(String.format(Locale.ROOT, pattern, row[column]));
            }
            text.append(System.lineSeparator());
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row[column].length()).max().orElse(1);
    }
}
