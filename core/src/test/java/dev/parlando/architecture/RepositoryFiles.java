package dev.parlando.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The text files of the repository that the checks of wording and layout read. Stateless. */
final class RepositoryFiles {
    /** The folder that holds all modules. */
    static final Path ROOT =
            Path.of(System.getProperty("basedir", "."), "..").toAbsolutePath().normalize();

    private RepositoryFiles() {}

    /** Returns the Java files and Markdown pages below a folder, without generated ones and those of others. */
    static List<Path> below(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(file -> isChecked(root.relativize(file)))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isChecked(Path file) {
        String name = file.toString();
        return (name.endsWith(".java") || name.endsWith(".md")) && !isGenerated(file);
    }

    private static boolean isGenerated(Path file) {
        for (Path part : file) {
            String name = part.toString();
            if (name.equals("target") || name.equals("node_modules") || name.equals(".git")) {
                return true;
            }
        }
        return false;
    }
}
