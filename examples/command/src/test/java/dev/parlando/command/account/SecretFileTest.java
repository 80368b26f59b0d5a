package dev.parlando.command.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    @TempDir
    Path folder;

    /** Two commands can overwrite one file concurrently. */
    @Test
    void keepsSecretsOfConcurrentWritersApart() throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "old");
        try (SecretFile first = SecretFile.open(file, true);
                SecretFile second = SecretFile.open(file, true)) {
            first.write("one");
            assertThat(file).hasContent("one");
            second.write("two");
        }
        assertThat(file).hasContent("two");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
