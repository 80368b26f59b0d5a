package dev.parlando.audio.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.PlaybackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFileTest {
    @TempDir
    Path folder;

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Path path, String text) throws IOException {
        try (AtomicFile file = new AtomicFile(path)) {
            file.open();
            file.write(bytes(text));
            file.complete();
        }
    }

    private Path special(String... command) throws IOException, InterruptedException {
        boolean made = new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("log").toFile())
                        .start()
                        .waitFor()
                == 0;
        Files.delete(folder.resolve("log"));
        assumeTrue(made, "the system forbids " + command[0]);
        return folder.resolve(command[1]);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString()).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void writesTargetOfLink(boolean exists) throws IOException {
        Path real = Files.createDirectory(folder.resolve("elsewhere")).resolve("real");
        if (exists) {
            Files.writeString(real, "old");
        }
        Path middle = Files.createSymbolicLink(folder.resolve("middle"), Path.of("elsewhere", "real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), middle);

        write(link, "new");

        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(Files.isSymbolicLink(middle)).isTrue();
        assertThat(Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertThat(real).hasContent("new");
    }

    @Test
    void rejectsCircleOfLinks() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("link"));
        assertThatThrownBy(new AtomicFile(link)::open)
                .isInstanceOf(PlaybackException.class)
                .hasMessageContainingAll(link.toString(), "circle");
    }

    @Test
    void rejectsReadOnlyFile() throws IOException {
        Path path = Files.writeString(folder.resolve("locked"), "old");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("r--r--r--"));
        assumeFalse(Files.isWritable(path), "an administrator may write any file");

        assertThatThrownBy(new AtomicFile(path)::open)
                .isInstanceOf(PlaybackException.class)
                .hasMessageContaining(path + " is read-only");
        assertThat(names()).containsExactly("locked");
    }

    @Test
    void writesFileInFolderThatCannotBeWritten() throws IOException {
        Path path = Files.writeString(folder.resolve("mounted"), "old");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
        try {
            assumeFalse(Files.isWritable(folder), "an administrator may write any folder");
            write(path, "new");
            assertThat(path).hasContent("new");
        } finally {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        assertThat(names()).containsExactly("mounted");
    }

    @Test
    void keepsMountedFileIfItsDiskHasTooLittleRoom() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Path mounted = Files.createFile(folder.resolve("mounted"));
        special("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk.toString());
        try {
            Path small = Files.writeString(disk.resolve("small"), "old");
            special("mount", "--bind", small.toString(), mounted.toString());
            try {
                write(mounted, "new");
                assertThat(small).hasContent("new");
                assertThatIOException()
                        .isThrownBy(() -> write(mounted, "x".repeat(100_000)))
                        .withMessageContaining("too little room");
                assertThat(small).hasContent("new");
                assertThat(names()).containsExactlyInAnyOrder("disk", "mounted");
            } finally {
                special("umount", mounted.toString());
            }
        } finally {
            special("umount", disk.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-rw-rw-"})
    void keepsModeOfReplacedFile(String mode) throws IOException {
        Path path = Files.writeString(folder.resolve("private"), "old");
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));

        write(path, "new");

        assertThat(path).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo(mode);
    }

    @Test
    void writesThroughDevice() throws IOException, InterruptedException {
        Path device = special("mknod", "null", "c", "1", "3");
        write(device, "lost");
        assertThat(Files.isRegularFile(device)).isFalse();
        assertThat(names()).containsExactly("null");
    }

    @Test
    void writesThroughFifo() throws Exception {
        Path fifo = special("mkfifo", "fifo");
        CompletableFuture<byte[]> read = reading(fifo);
        write(fifo, "through");
        assertThat(read.get(30, TimeUnit.SECONDS)).asString().isEqualTo("through");
        assertThat(names()).containsExactly("fifo");
    }

    private static CompletableFuture<byte[]> reading(Path fifo) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readAllBytes(fifo);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Test
    void endsBlockedWriteOnClose() throws Exception {
        Path fifo = special("mkfifo", "fifo");
        Process reader = new ProcessBuilder("sh", "-c", "exec sleep 60 <\"$0\"", fifo.toString()).start();
        AtomicFile file = new AtomicFile(fifo);
        file.open();
        CompletableFuture<Void> written = new CompletableFuture<>();
        Thread writer = new Thread(() -> {
            try {
                file.write(ByteBuffer.allocate(1 << 24)); // More than a FIFO holds.
                written.complete(null);
            } catch (IOException e) {
                written.completeExceptionally(e);
            }
        });
        writer.start();
        awaitBlocked(writer);
        CompletableFuture<Void> closed = CompletableFuture.runAsync(file::close);
        try {
            assertThat(closed.get(30, TimeUnit.SECONDS)).isNull();
            assertThat(written.get(30, TimeUnit.SECONDS)).isNull();
        } finally {
            reader.destroy(); // Ends a write that is still blocked.
            writer.join();
        }
    }

    private static void awaitBlocked(Thread writer) {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (Stream.of(writer.getStackTrace())
                .noneMatch(call -> call.isNativeMethod() && call.getMethodName().startsWith("write"))) {
            assertThat(System.nanoTime()).as("the write has not started").isLessThan(deadlineNanos);
            Thread.onSpinWait();
        }
    }

    @Test
    void refusesWavFileOnDevice() throws IOException, InterruptedException {
        Path fifo = special("mkfifo", "x.wav");
        try (WavFileSink sink = new WavFileSink(fifo)) {
            assertThatThrownBy(() -> sink.open(new PcmFormat(24_000, 1)))
                    .isInstanceOf(PlaybackException.class)
                    .hasMessageContainingAll(fifo.toString(), "not a regular file", "pcm_24000");
        }
        assertThat(names()).containsExactly("x.wav");
    }

    @Test
    void keepsBytesOfConcurrentWritersApart() throws IOException {
        Path path = folder.resolve("same");
        try (AtomicFile first = new AtomicFile(path);
                AtomicFile second = new AtomicFile(path)) {
            first.open();
            first.write(bytes("one "));
            second.open();
            second.write(bytes("two "));
            first.write(bytes("one"));
            first.complete();
            assertThat(path).hasContent("one one");
            second.write(bytes("two"));
            second.complete();
        }
        assertThat(path).hasContent("two two");
        assertThat(names()).containsExactly("same");
    }

    @Test
    void keepsFileOfOtherWriterOnClose() throws IOException {
        Path path = folder.resolve("same");
        try (AtomicFile first = new AtomicFile(path)) {
            first.open();
            first.write(bytes("one"));
            AtomicFile second = new AtomicFile(path);
            second.open();
            second.close();
            first.complete();
        }
        assertThat(path).hasContent("one");
    }
}
