package dev.parlando.command;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The class path of the command's processes, with a class-data archive that halves the time of a start.
 *
 * <p>The JVM archives classes of jars only, so each folder of the test class path becomes a jar.
 */
final class CommandClassPath {
    private static final Path FOLDER = Path.of("target", "command-process").toAbsolutePath();
    private static final Path ARCHIVE = FOLDER.resolve("classes.jsa");
    private static final String JARS = jars();

    /** The flags of the launcher script, so that the JVM prints nothing about the archive. */
    private static final List<String> FLAGS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto", "-Xlog:disable");

    private static final boolean ARCHIVED = archive();

    private CommandClassPath() {}

    /** Returns the program and the arguments that start a JVM with the command. */
    static List<String> starter() {
        return starter(ARCHIVED ? List.of("-XX:SharedArchiveFile=" + ARCHIVE) : List.of());
    }

    private static List<String> starter(List<String> more) {
        List<String> line = new ArrayList<>();
        line.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
        line.addAll(FLAGS);
        line.addAll(more);
        line.addAll(List.of("-cp", JARS, Parlando.class.getName()));
        return line;
    }

    /** Returns whether a run that speaks has left an archive of its classes. */
    private static boolean archive() {
        List<String> line = starter(List.of("-XX:ArchiveClassesAtExit=" + ARCHIVE));
        line.addAll(List.of("say", "Ready.", "--device", "none", "--json"));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve("archive.log").toFile());
        builder.environment().clear();
        try {
            Files.deleteIfExists(ARCHIVE);
            CommandProcess.await(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        boolean archived = Files.exists(ARCHIVE);
        if (!archived && System.getProperty("java.vm.info").contains("sharing")) {
            throw new AssertionError("the JVM shares classes, but has archived none; see archive.log in " + FOLDER);
        }
        return archived;
    }

    /** Returns the test class path without SLF4J, which is not a dependency of the command and would change its logging. */
    private static String jars() {
        List<String> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            if (entry.isEmpty() || entry.contains("slf4j")) {
                continue; // An empty entry would be the working folder.
            }
            Path path = Path.of(entry);
            jars.add(Files.isDirectory(path) ? pack(path, FOLDER.resolve(jars.size() + ".jar")) : entry);
        }
        return String.join(File.pathSeparator, jars);
    }

    private static String pack(Path classes, Path jar) {
        try (Stream<Path> files = Files.walk(classes)) {
            Files.createDirectories(FOLDER);
            try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    out.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                    Files.copy(file, out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return jar.toString();
    }
}
