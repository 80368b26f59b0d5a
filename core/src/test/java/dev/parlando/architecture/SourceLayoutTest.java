package dev.parlando.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the main code of all modules against {@link SourceLayout}, and that each limit finds a violation. */
class SourceLayoutTest {
    @Test
    void findsNoViolationInRepository() throws IOException {
        SourceLayout layout = SourceLayout.of(RepositoryFiles.ROOT);
        assertThat(layout.files())
                .contains(
                        RepositoryFiles.ROOT.resolve("core/src/main/java/dev/parlando/SpeechEngine.java"),
                        RepositoryFiles.ROOT.resolve("audio/src/main/java/dev/parlando/audio/SpeechPlayer.java"));
        assertThat(layout.longFiles()).isEmpty();
        assertThat(layout.largePackages()).isEmpty();
        assertThat(layout.repeatedNames()).isEmpty();
    }

    @Test
    void detectsLongFile(@TempDir Path repository) throws IOException {
        write(repository, "a/src/main/java/one/Short.java", "\n".repeat(350));
        Path found = write(repository, "a/src/main/java/one/Long.java", "\n".repeat(351));
        assertThat(SourceLayout.of(repository).longFiles()).containsExactly(found);
    }

    @Test
    void detectsLargePackageAcrossTwoModules(@TempDir Path repository) throws IOException {
        for (int i = 0; i < 31; i++) {
            write(repository, (i % 2 == 0 ? "a" : "b") + "/src/main/java/one/Type" + i + ".java", "");
            write(repository, "a/src/main/java/two/Other" + i % 30 + ".java", "");
        }
        assertThat(SourceLayout.of(repository).largePackages())
                .singleElement()
                .asString()
                .startsWith("/src/main/java/one ");
    }

    @Test
    void detectsTypeNameInTwoModules(@TempDir Path repository) throws IOException {
        write(repository, "a/src/main/java/one/Timeline.java", "");
        write(repository, "b/src/main/java/two/Timeline.java", "");
        write(repository, "b/src/test/java/two/OnlyInTests.java", "");
        write(repository, "a/src/test/java/two/OnlyInTests.java", "");
        assertThat(SourceLayout.of(repository).repeatedNames())
                .singleElement()
                .asString()
                .startsWith("Timeline.java ");
    }

    private static Path write(Path repository, String name, String text) throws IOException {
        Path file = repository.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
