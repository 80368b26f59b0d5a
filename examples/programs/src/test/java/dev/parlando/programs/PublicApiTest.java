package dev.parlando.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.offline.OfflineVoiceServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Compares the public API of the modules with the files in {@code api/}, so that a review sees every change.
 *
 * <p>{@code -Dapi.update=true} writes the files.
 */
class PublicApiTest {
    private static final Path FOLDER = Path.of(System.getProperty("basedir", "."), "..", "..", "api");

    @Test
    void matchesRecordedCoreApi() throws IOException {
        check("core.api", PublicApi.of(SpeechEngine.class));
    }

    @Test
    void matchesRecordedAudioApi() throws IOException {
        check("audio.api", PublicApi.of(SpeechPlayer.class));
    }

    @Test
    void matchesRecordedOfflineApi() throws IOException {
        check("offline.api", PublicApi.of(OfflineVoiceServer.class));
    }

    private static void check(String name, List<String> lines) throws IOException {
        Path file = FOLDER.resolve(name);
        if (Boolean.getBoolean("api.update")) {
            Files.createDirectories(FOLDER);
            Files.write(file, lines);
        }
        assertThat(lines)
                .as("the public API and %s, which -Dapi.update=true writes", name)
                .isEqualTo(Files.readAllLines(file));
    }

    @Test
    void describesTypesAndMembers() throws IOException {
        assertThat(PublicApi.of(SpeechEngine.class))
                .contains(
                        "public interface dev.parlando.SpeechEngine : dev.parlando.speech.SpeechSource,"
                                + " java.lang.AutoCloseable",
                        "  public static dev.parlando.SpeechEngine dev.parlando.SpeechEngine.create()")
                .noneMatch(line -> line.contains("internal.call"))
                .noneMatch(line -> line.startsWith("  private"));
    }
}
