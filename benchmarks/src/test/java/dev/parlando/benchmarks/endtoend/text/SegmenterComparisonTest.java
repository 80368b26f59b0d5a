package dev.parlando.benchmarks.endtoend.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the comparison with small texts. */
class SegmenterComparisonTest {
    private static final List<String> ENGLISH = List.of(
            "# newpar",
            "# text = We arrived at noon.",
            "# text = The ship had already left!",
            "# text = Did you ask Dr. Brown about it?",
            "# newpar",
            "# text = She paid 3.50 for the map.");
    private static final List<String> GERMAN = List.of(
            "# newpar",
            "# text = Wir kamen am Mittag an.",
            "# text = Das Schiff war schon weg!",
            "# text = Hast du die Karte gesehen?");

    @TempDir
    Path folder;

    private List<String> rows(Locale language, List<String> lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            new SegmenterComparison(out).run(language, Files.write(folder.resolve("test.conllu"), lines));
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().skip(2).toList();
    }

    @Test
    void comparesFourDetectors() throws IOException {
        assertThat(rows(Locale.ENGLISH, ENGLISH))
                .containsExactly(
                        "| Parlando | 1.000 | 1.000 | 1.000 | 1.000 | 1.0 |",
                        "| Parlando, no language | 1.000 | 1.000 | 1.000 | 1.000 | 1.0 |",
                        "| ICU4J | 0.750 | 1.000 | 0.857 | 0.857 | 1.0 |",
                        "| OpenNLP | 1.000 | 1.000 | 1.000 | 1.000 | 1.0 |");
    }

    @Test
    void usesGermanModel() throws IOException {
        assertThat(rows(Locale.GERMAN, GERMAN)).hasSize(4).allSatisfy(row -> assertThat(row)
                .contains("| 1.000 | 1.000 | 1.000 |"));
    }

    @Test
    void rejectsOtherLanguages() {
        assertThatThrownBy(() -> SegmenterComparison.main(new String[] {"fr", "test.conllu"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("en or de");
    }
}
