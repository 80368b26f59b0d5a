package dev.parlando.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Limits for the size of source files and packages and for the names of types, over the main code of all modules. */
final class SourceLayout {
    static final int MAX_FILE_LINES = 350;
    static final int MAX_PACKAGE_TYPES = 30;

    private final List<Path> files;

    private SourceLayout(List<Path> files) {
        this.files = files;
    }

    /** Finds the main source files of a repository; each declares one top-level type. */
    static SourceLayout of(Path repository) throws IOException {
        return new SourceLayout(RepositoryFiles.below(repository).stream()
                .filter(file -> file.toString().contains("/src/main/java/"))
                .filter(file -> file.toString().endsWith(".java"))
                .filter(file -> !file.endsWith("package-info.java") && !file.endsWith("module-info.java"))
                .toList());
    }

    List<Path> files() {
        return files;
    }

    /** Returns the files that are longer than {@value #MAX_FILE_LINES} lines. */
    List<Path> longFiles() {
        return files.stream().filter(file -> lines(file) > MAX_FILE_LINES).toList();
    }

    /** Returns the packages that declare more than {@value #MAX_PACKAGE_TYPES} types. */
    List<String> largePackages() {
        return frequent(SourceLayout::packageOf, count -> count > MAX_PACKAGE_TYPES);
    }

    /** Returns the simple names that more than one type has. */
    List<String> repeatedNames() {
        return frequent(file -> file.getFileName().toString(), count -> count > 1);
    }

    private List<String> frequent(Function<Path, String> property, IntPredicate isTooMany) {
        return files.stream().collect(Collectors.groupingBy(property)).entrySet().stream()
                .filter(entry -> isTooMany.test(entry.getValue().size()))
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList();
    }

    private static String packageOf(Path file) {
        String path = file.toString();
        return path.substring(path.indexOf("/src/main/java/"), path.lastIndexOf('/'));
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
