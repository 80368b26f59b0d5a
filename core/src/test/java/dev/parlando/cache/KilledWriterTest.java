package dev.parlando.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.internal.cache.StoredSpeech;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a process that is killed while it writes leaves no broken file, also next to another one. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KilledWriterTest {
    private static final long MAX_BYTES = 64 * 1024 * 1024;
    private static final int KILLS = 3;
    private static final int NAMES = 4;

    private static SpeechFiles files(Path directory) {
        return new SpeechFiles(directory, MAX_BYTES, MAX_BYTES, Long.MAX_VALUE, Clock.systemUTC());
    }

    /** Writes the same few files again and again. */
    @SuppressWarnings("SystemOut") // The test reads the lines.
    public static void main(String[] arguments) throws IOException {
        SpeechFiles files = files(Path.of(arguments[0]));
        SpeechFileFormat format = new SpeechFileFormat(null);
        for (int i = 0; ; i++) {
            String name = format.fileName("identity" + i % NAMES);
            byte[] audio = new byte[300_000 + i];
            files.write(name, format.encode(name, new StoredSpeech(i, null, List.of(), audio)));
            System.out.println(name);
        }
    }

    private static Process startWriter(Path directory) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriterTest.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    void leavesValidFilesOnly(@TempDir Path directory) throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            Process first = startWriter(directory);
            Process second = startWriter(directory);
            try (BufferedReader lines = first.inputReader(StandardCharsets.UTF_8);
                    BufferedReader otherLines = second.inputReader(StandardCharsets.UTF_8)) {
                for (int i = 0; i < NAMES + kill; i++) {
                    assertThat(lines.readLine()).isNotNull();
                    assertThat(otherLines.readLine()).isNotNull();
                }
            } finally {
                first.destroyForcibly();
                second.destroyForcibly();
            }
            assertThat(first.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
            checkFiles(directory);
        }
    }

    private static void checkFiles(Path directory) throws IOException {
        SpeechFileFormat format = new SpeechFileFormat(null);
        try (Stream<Path> paths = Files.list(directory)) {
            List<String> names = paths.map(path -> path.getFileName().toString())
                    .filter(SpeechFileFormat::isFileName)
                    .toList();
            assertThat(names).hasSize(NAMES);
            for (String name : names) {
                StoredSpeech speech = format.decode(name, Files.readAllBytes(directory.resolve(name)));
                assertThat(speech.audio().length).isEqualTo(300_000 + speech.createdMillis());
            }
        }
    }
}
