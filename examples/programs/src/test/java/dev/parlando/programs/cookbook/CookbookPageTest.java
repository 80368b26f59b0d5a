package dev.parlando.programs.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks that the cookbook page shows the tested sources, complete and without additions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CookbookPageTest {
    private static final Path DOCS = Path.of("..", "..", "docs");
    private static final Path SOURCES = Path.of("src/main/java/dev/parlando/programs/cookbook");
    private static final Pattern RECIPE =
            Pattern.compile("\\[(\\w+\\.java)]\\(([^)]+)\\)\\s+```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern REGION = Pattern.compile("( *)// region\n(.*?) *// endregion", Pattern.DOTALL);

    /** A recipe as printed on the page. */
    record Recipe(String file, String link, String code) {
        @Override
        public String toString() {
            return file;
        }
    }

    static List<Recipe> recipes() throws IOException {
        return RECIPE.matcher(page())
                .results()
                .map(found -> new Recipe(found.group(1), found.group(2), found.group(3)))
                .toList();
    }

    private static String page() throws IOException {
        return Files.readString(DOCS.resolve("cookbook.md"));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void showsTheSource(Recipe recipe) throws IOException {
        Path source = SOURCES.resolve(recipe.file());
        assertThat(DOCS.resolve(recipe.link())).hasSameBinaryContentAs(source);
        assertThat(recipe.code()).isEqualTo(region(Files.readString(source)));
    }

    private static String region(String source) {
        MatchResult found = REGION.matcher(source).results().findFirst().orElseThrow();
        return Pattern.compile("^" + found.group(1), Pattern.MULTILINE)
                .matcher(found.group(2))
                .replaceAll("");
    }

    @Test
    void showsEachRecipeOnce() throws IOException {
        try (Stream<Path> files = Files.list(SOURCES)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("package-info.java"))
                    .toList();
            assertThat(recipes()).extracting(Recipe::file).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void showsNoOtherCode() throws IOException {
        assertThat(Pattern.compile("```java").matcher(page()).results().count())
                .isEqualTo(recipes().size());
    }
}
