package dev.parlando.command.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowPrinterTest {
    private final StringWriter out = new StringWriter();

    @Test
    void printsTable() {
        print(false, List.of(row("a", true, List.of("x", "y")), row("longer\nname", false, List.of())));

        assertThat(out.toString().lines())
                .containsExactly(
                        "name         good  parts  empty  labels",
                        "a            yes   2      -      accent=british age=old",
                        "longer name  no    0      -      accent=british age=old");
    }

    @Test
    void truncatesLongCellsBeforeNextColumn() {
        print(false, List.of(row("n".repeat(100), true, List.of())));

        assertThat(out.toString()).contains("n".repeat(71) + "…  yes");
    }

    @Test
    void printsJsonArray() {
        print(true, List.of(row("a", true, List.of("x"))));

        assertThat(out.toString())
                .isEqualToIgnoringNewLines("[{\"name\":\"a\",\"good\":true,\"parts\":[\"x\"],\"empty\":null,"
                        + "\"labels\":{\"accent\":\"british\",\"age\":\"old\"}}]");
    }

    @Test
    void printsEmptyArrayOrNothingWithoutRows() {
        print(false, List.of());
        assertThat(out.toString()).isEmpty();
        print(true, List.of());
        assertThat(out.toString()).isEqualToIgnoringNewLines("[]");
    }

    private void print(boolean json, List<Map<String, @Nullable Object>> rows) {
        new RowPrinter(new PrintWriter(out), json).print(rows);
    }

    private static Map<String, @Nullable Object> row(String name, boolean good, List<String> parts) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("name", name);
        row.put("good", good);
        row.put("parts", parts);
        row.put("empty", null);
        row.put("labels", new TreeMap<>(Map.of("age", "old", "accent", "british")));
        return row;
    }
}
