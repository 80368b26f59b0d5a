package dev.parlando.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechPlayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that the code in the Javadoc of the published modules compiles, and that each package starts with an example. */
class JavadocSnippetTest {
    private static final Path ROOT = Path.of("..", "..");
    /** The sources of the published modules, each with a class of the module. */
    private static final Map<Path, Class<?>> MODULES = Map.of(
            ROOT.resolve("core/src/main/java"), SpeechEngine.class,
            ROOT.resolve("audio/src/main/java"), SpeechPlayer.class);

    @Test
    void compilesEachSnippet(@TempDir Path folder) throws IOException {
        List<JavadocSnippet> snippets = new ArrayList<>();
        List<String> packages = new ArrayList<>();
        for (Map.Entry<Path, Class<?>> module : MODULES.entrySet()) {
            packages.addAll(PublicApi.exportedPackages(module.getValue()));
            snippets.addAll(snippetsBelow(module.getKey()));
        }
        assertThat(snippets).isNotEmpty();
        List<SourceCompiler.Source> sources = new ArrayList<>();
        for (JavadocSnippet snippet : snippets) {
            sources.add(snippet.toSource("Snippet" + sources.size(), packages));
        }
        SourceCompiler.assertCompiles(sources, folder);
    }

    @Test
    void findsSnippetInEachExportedPackage() throws IOException {
        List<String> without = new ArrayList<>();
        for (Map.Entry<Path, Class<?>> module : MODULES.entrySet()) {
            List<String> packages = PublicApi.exportedPackages(module.getValue());
            assertThat(packages).isNotEmpty();
            for (String name : packages) {
                Path file = module.getKey().resolve(name.replace('.', '/')).resolve("package-info.java");
                if (snippetsOf(file).isEmpty()) {
                    without.add(name);
                }
            }
        }
        assertThat(without).isEmpty();
    }

    /** An annotation at the start of a line reads like a block tag, which ends the snippet for some tools. */
    @Test
    void findsNoSnippetLineStartingWithTag() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path source : MODULES.keySet()) {
            for (JavadocSnippet snippet : snippetsBelow(source)) {
                snippet.code().stream()
                        .filter(line -> line.strip().startsWith("@"))
                        .forEach(line -> lines.add(snippet.file() + ": " + line));
            }
        }
        assertThat(lines).isEmpty();
    }

    private static List<JavadocSnippet> snippetsBelow(Path source) throws IOException {
        List<JavadocSnippet> snippets = new ArrayList<>();
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .collect(Collectors.toList())) {
                snippets.addAll(snippetsOf(file));
            }
        }
        return snippets;
    }

    private static List<JavadocSnippet> snippetsOf(Path file) throws IOException {
        return JavadocSnippet.findAll(ROOT, file, Files.readString(file));
    }
}
