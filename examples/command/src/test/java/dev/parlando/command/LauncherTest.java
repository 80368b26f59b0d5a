package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the launcher script with a {@code java} that prints its locale and its last argument. */
class LauncherTest {
    private static final String JAVA =
            """
            #!/bin/sh
            case "$*" in *ArchiveClassesAtExit*) exit 1 ;; esac
            for last; do :; done
            echo "$(locale charmap) $last"
            """;

    @TempDir
    private Path folder;

    @Test
    void startsJavaInUtf8IfLocaleHasOnlyAscii() throws IOException, InterruptedException {
        assertThat(run("C")).isEqualTo("UTF-8 Gr\u00fc\u00dfe");
    }

    @Test
    void startsJavaInUtf8IfLocaleIsNotInstalled() throws IOException, InterruptedException {
        assertThat(run("xx_XX.UTF-8")).isEqualTo("UTF-8 Gr\u00fc\u00dfe");
    }

    private String run(String locale) throws IOException, InterruptedException {
        Path script = Files.copy(Path.of("..", "..", "parlando"), folder.resolve("parlando"));
        Files.createDirectories(folder.resolve("examples/command/target"));
        Files.createFile(folder.resolve("examples/command/target/parlando.jar"));
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, JAVA);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        ProcessBuilder builder = new ProcessBuilder(
                        "sh", "-c", "exec sh " + script + " say \"$(printf 'Gr\\303\\274\\303\\237e')\"")
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("LC_ALL", locale);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out.lines().filter(line -> line.contains("Gr")).findFirst().orElse(out);
    }
}
