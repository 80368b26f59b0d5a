package dev.parlando.cache;

import static dev.parlando.cache.CacheFixture.RESPONSE;
import static dev.parlando.cache.CacheFixture.call;
import static dev.parlando.cache.CacheFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.parlando.fault.LogRecorder;
import dev.parlando.speech.FakeTimer;
import dev.parlando.speech.ScriptedSpeechStream;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of the directory of a cache on a disk of one megabyte. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FullDiskTest {
    private static final int DISK_BYTES = 1 << 20;
    private static final int BLOCK_BYTES = 4096;
    private static final int FILE_BYTES = 100 * 1024;
    private static final byte[] AUDIO = new byte[FILE_BYTES];

    private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix().toBuilder()
            .setAttributeViews("basic", "posix")
            .setBlockSize(BLOCK_BYTES)
            .setMaxSize(DISK_BYTES)
            .build());
    private final Path directory = disk.getPath("/cache");
    private final CacheFixture clock = new CacheFixture();

    @AfterEach
    void closeDisk() throws IOException {
        disk.close();
    }

    private CachedSpeech open() {
        return new CachedSpeech(
                (request, handler, options) -> {
                    ScriptedSpeechStream stream = new ScriptedSpeechStream(request, handler);
                    stream.response(RESPONSE).chunk(AUDIO).end();
                    return stream;
                },
                CacheSettings.DEFAULT.withDirectory(directory),
                clock,
                new FakeTimer());
    }

    /** Speaks the texts with a cache that is then closed, and returns the counts. */
    private CacheStatistics speak(String... texts) {
        CachedSpeech cache = open();
        try (cache) {
            for (String text : texts) {
                assertThat(call(cache, request(text)).audio()).isEqualTo(AUDIO);
            }
        }
        return cache.statistics();
    }

    /** Fills the disk with the file of another program, up to a number of bytes that stay free. */
    private Path fill(int freeBytes) throws IOException {
        Files.createDirectories(directory);
        return Files.write(disk.getPath("/other"), new byte[DISK_BYTES - freeBytes]);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private SpeechFiles files() {
        return new SpeechFiles(directory, 1L << 30, DISK_BYTES, Long.MAX_VALUE, clock);
    }

    private void write(SpeechFiles files, String name, int bytes) throws IOException {
        clock.pass(Duration.ofMinutes(1));
        files.write(name, new byte[bytes]);
    }

    @Test
    void failsNoStreamAndLeavesNoFile() throws IOException {
        fill(FILE_BYTES / 2);
        CacheStatistics counts = speak("One.", "Two.");
        assertThat(counts.misses()).isEqualTo(2);
        assertThat(counts.diskFailures()).isEqualTo(2);
        assertThat(counts.writtenFiles()).isZero();
        assertThat(names()).isEmpty();
    }

    @Test
    void logsOnceUntilFileIsWritten() throws IOException {
        Path other = fill(FILE_BYTES / 2);
        CachedSpeech cache = open();
        try (cache;
                LogRecorder log = new LogRecorder(CachedSpeech.class.getName(), Level.WARNING)) {
            speakInto(cache, "One.", 1);
            speakInto(cache, "Two.", 2);
            assertThat(log.messages())
                    .singleElement()
                    .asString()
                    .contains("the speech cache cannot use " + directory, "out of disk space");
            Files.delete(other);
            speakInto(cache, "Three.", 3);
            assertThat(names()).hasSize(1);
            Files.delete(directory.resolve(names().get(0)));
            fill(FILE_BYTES / 2);
            speakInto(cache, "Four.", 4);
            assertThat(log.messages()).hasSize(2);
        }
        assertThat(cache.statistics().writtenFiles()).isEqualTo(1);
        assertThat(cache.statistics().diskFailures()).isEqualTo(3);
    }

    /** Speaks a text, and waits until a number of files was written or not. */
    private static void speakInto(CachedSpeech cache, String text, int files) {
        assertThat(call(cache, request(text)).audio()).isEqualTo(AUDIO);
        while (cache.statistics().writtenFiles() + cache.statistics().diskFailures() < files) {
            Thread.onSpinWait();
        }
    }

    @Test
    void storesAgainAfterRoomWasMade() throws IOException {
        Path other = fill(FILE_BYTES / 2);
        assertThat(speak("One.").diskFailures()).isEqualTo(1);
        Files.delete(other);
        assertThat(speak("One.").writtenFiles()).isEqualTo(1);
        assertThat(speak("One.").diskHits()).isEqualTo(1);
    }

    @Test
    void readsFilesOfFullDisk() throws IOException {
        speak("One.");
        fill(FILE_BYTES + BLOCK_BYTES); // Room for the stored file only.
        CacheStatistics counts = speak("One.");
        assertThat(counts.diskHits()).isEqualTo(1);
        assertThat(counts.diskFailures()).isZero();
    }

    @Test
    void deletesLongestUnusedFilesToMakeRoom() throws IOException {
        SpeechFiles files = files();
        for (int i = 0; i < 9; i++) {
            write(files, i + ".speech", FILE_BYTES);
        }
        files.touch("0.speech");
        write(files, "new.speech", 3 * FILE_BYTES);
        assertThat(names())
                .containsExactly("0.speech", "4.speech", "5.speech", "6.speech", "7.speech", "8.speech", "new.speech");
        assertThat(files.read("new.speech")).hasSize(3 * FILE_BYTES);
    }

    @Test
    void deletesNoFileIfThatMakesTooLittleRoom() throws IOException {
        SpeechFiles files = files();
        write(files, "old.speech", FILE_BYTES);
        fill(2 * FILE_BYTES);
        assertThatIOException()
                .isThrownBy(() -> write(files, "new.speech", 3 * FILE_BYTES))
                .withMessage("out of disk space");
        assertThat(names()).containsExactly("old.speech");
    }
}
