package dev.parlando.programs.cookbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the Java code on the pages of the documentation with the sources that the other tests run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CookbookPageTest {
    private static final Path DOCS = Path.of("..", "..", "docs");
    private static final Path SOURCES = Path.of("src/main/java/dev/parlando/programs/cookbook");
    private static final Path TESTS = Path.of("src/test/java/dev/parlando/programs/cookbook/testing");
    /** Modules that show the code of a test. */
    private static final List<Path> MODULES = List.of(Path.of("..", "adapters"), Path.of("..", "fleet"));
    /** A link to the source file, followed by the code. */
    private static final Pattern LISTING =
            Pattern.compile("\\[(\\w+\\.java)]\\(([^)]+)\\)\\s+```java\n(.*?)```", Pattern.DOTALL);

    private static final Pattern REGION = Pattern.compile("( *)// region\n(.*?) *// endregion", Pattern.DOTALL);

    /** The code of one source file on one page. */
    record Listing(String page, String file, String link, String code) {
        @Override
        public String toString() {
            return page + ": " + file;
        }
    }

    static List<Listing> listings() throws IOException {
        List<Listing> listings = new ArrayList<>();
        for (Path page : pages()) {
            LISTING.matcher(Files.readString(page))
                    .results()
                    .map(match -> listing(page, match))
                    .forEach(listings::add);
        }
        return listings;
    }

    private static Listing listing(Path page, MatchResult match) {
        return new Listing(page.getFileName().toString(), match.group(1), match.group(2), match.group(3));
    }

    private static List<Path> pages() throws IOException {
        return files(DOCS, 1, ".md");
    }

    /** Returns the sources of the cookbook and of its packages, the tests that a page shows, and those of other modules. */
    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>(files(SOURCES, 2, ".java"));
        sources.addAll(files(TESTS, 1, ".java"));
        for (Path module : MODULES) {
            for (Path source : files(module, Integer.MAX_VALUE, ".java")) {
                if (REGION.matcher(Files.readString(source)).find()) {
                    sources.add(source);
                }
            }
        }
        return sources;
    }

    private static List<Path> files(Path folder, int depth, String ending) throws IOException {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("listings")
    void showsSourceUnchanged(Listing listing) throws IOException {
        Path source = sources().stream()
                .filter(file -> file.endsWith(listing.file()))
                .findFirst()
                .orElseThrow();
        assertThat(DOCS.resolve(listing.link())).hasSameBinaryContentAs(source);
        assertThat(listing.code()).isEqualTo(region(Files.readString(source)));
    }

    private static String region(String source) {
        MatchResult found = REGION.matcher(source).results().findFirst().orElseThrow();
        return Pattern.compile("^" + found.group(1), Pattern.MULTILINE)
                .matcher(found.group(2))
                .replaceAll("");
    }

    @Test
    void showsEachSource() throws IOException {
        List<String> sources = sources().stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> !name.equals("package-info.java"))
                .toList();
        assertThat(listings().stream().map(Listing::file).distinct()).containsExactlyInAnyOrderElementsOf(sources);
    }

    @Test
    void showsNoOtherCode() throws IOException {
        for (Path page : pages()) {
            String text = Files.readString(page);
            assertThat(Pattern.compile("```java").matcher(text).results().count())
                    .as(page.toString())
                    .isEqualTo(LISTING.matcher(text).results().count());
        }
    }
}
