package dev.parlando.audio.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.PlaybackException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests of files on a disk of one megabyte. */
class FullDiskSinkTest {
    private static final int DISK_BYTES = 1 << 20;

    private final FileSystem disk = Jimfs.newFileSystem(Configuration.unix().toBuilder()
            .setAttributeViews("basic", "posix")
            .setMaxSize(DISK_BYTES)
            .build());
    private final Path folder = disk.getPath("/folder");

    @BeforeEach
    void createFolder() throws IOException {
        Files.createDirectory(folder);
    }

    @AfterEach
    void closeDisk() throws IOException {
        disk.close();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Test
    void keepsOldFile() throws IOException {
        Path path = Files.writeString(folder.resolve("file"), "old");
        try (AtomicFile file = new AtomicFile(path)) {
            file.open();
            file.write(ByteBuffer.allocate(DISK_BYTES / 2));
            assertThatIOException().isThrownBy(() -> file.write(ByteBuffer.allocate(DISK_BYTES)));
        }
        assertThat(path).hasContent("old");
        assertThat(names()).containsExactly("file");
    }

    @Test
    void reportsFileAndReason() throws IOException {
        Path path = folder.resolve("speech.wav");
        WavFileSink sink = new WavFileSink(path);
        sink.open(new PcmFormat(24_000, 1));
        assertThatExceptionOfType(PlaybackException.class)
                .isThrownBy(() -> sink.write(new short[DISK_BYTES], 0, DISK_BYTES))
                .withMessage("cannot write /folder/speech.wav: out of disk space");
        assertThat(names()).isEmpty();
    }

    @Test
    void keepsCompleteRunsOfWavFile() throws IOException {
        Path path = folder.resolve("speech.wav");
        WavFileSink sink = new WavFileSink(path);
        sink.open(new PcmFormat(24_000, 1));
        sink.write(new short[1000], 0, 1000);
        sink.complete();
        byte[] complete = Files.readAllBytes(path);
        sink.open(new PcmFormat(24_000, 1));
        assertThatExceptionOfType(PlaybackException.class)
                .isThrownBy(() -> sink.write(new short[DISK_BYTES], 0, DISK_BYTES));
        assertThat(path).hasBinaryContent(complete);
        assertThat(names()).containsExactly("speech.wav");
    }
}
