package dev.parlando.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.EngineClosedException;
import dev.parlando.error.TruncatedAudioException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SpeechInputStreamTest {
    private static final int CAPACITY_BYTES = 64 * 1024;

    private final ScriptedSpeechSource source = new ScriptedSpeechSource();

    private SpeechInputStream open() {
        return SpeechInputStream.open(source, SpeechRequest.of("Hello"));
    }

    /** Returns bytes whose values depend on their position. */
    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    /** Starts a reader thread and returns when it is waiting for bytes. */
    private static <T> FutureTask<T> waiting(Callable<T> read) {
        FutureTask<T> task = new FutureTask<>(read);
        Thread reader = new Thread(task, "reader");
        reader.setDaemon(true);
        reader.start();
        awaitBlocked(reader);
        return task;
    }

    private static void awaitBlocked(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            assertThat(thread.isAlive()).as("the reader waits").isTrue();
            Thread.onSpinWait();
        }
    }

    @Test
    void sendsRequestOnOpen() {
        try (SpeechInputStream input = open()) {
            assertThat(source.requests()).isEqualTo(1);
            assertThat(input.stream()).isSameAs(source.stream());
            assertThat(input.stream().request().text()).isEqualTo("Hello");
        }
    }

    @Test
    void readsUnsignedBytesUntilEnd() throws IOException {
        try (SpeechInputStream input = open()) {
            source.stream().chunk((byte) 0x7F, (byte) 0xFF).chunk((byte) 0x80).end();
            assertThat(List.of(input.read(), input.read(), input.read())).containsExactly(0x7F, 0xFF, 0x80);
            assertThat(input.read()).isEqualTo(-1);
            assertThat(input.read(new byte[4])).isEqualTo(-1);
        }
    }

    @Property(tries = 100, seed = "11")
    void readsSameBytesForAnySplit(
            @ForAll @Size(max = 40) List<@IntRange(min = 1, max = 30_000) Integer> splits,
            @ForAll @IntRange(min = 1, max = 100_000) int readBytes)
            throws IOException {
        byte[] audio = bytes(splits.stream().mapToInt(Integer::intValue).sum());
        ScriptedSpeechSource source = new ScriptedSpeechSource();
        try (SpeechInputStream input = SpeechInputStream.open(source, SpeechRequest.of("Hello"))) {
            int from = 0;
            for (int length : splits) {
                source.stream().chunk(Arrays.copyOfRange(audio, from, from + length));
                from += length;
            }
            source.stream().end();
            byte[] read = new byte[audio.length];
            int count = 0;
            while (count < read.length) {
                count += input.read(read, count, Math.min(readBytes, read.length - count));
            }
            assertThat(read).isEqualTo(audio);
            assertThat(input.read()).isEqualTo(-1);
        }
    }

    @Test
    void holdsStreamWhenFullAndResumesWhenHalfRead() throws IOException {
        try (SpeechInputStream input = open()) {
            byte[] audio = bytes(CAPACITY_BYTES + 10);
            ScriptedSpeechStream stream = source.stream();
            stream.chunk(audio);
            assertThat(stream.isHeld()).isTrue();
            assertThat(input.available()).isEqualTo(CAPACITY_BYTES);

            byte[] first = input.readNBytes(CAPACITY_BYTES / 2 - 1);
            assertThat(stream.resumes()).isZero();
            byte[] second = input.readNBytes(1);
            assertThat(stream.resumes()).isEqualTo(1);
            assertThat(stream.isHeld()).isFalse();
            stream.end();
            byte[] third = input.readAllBytes();
            assertThat(stream.resumes()).isEqualTo(1);
            assertThat(first).isEqualTo(Arrays.copyOf(audio, first.length));
            assertThat(second[0]).isEqualTo(audio[first.length]);
            assertThat(third).isEqualTo(Arrays.copyOfRange(audio, CAPACITY_BYTES / 2, audio.length));
        }
    }

    @Test
    void doesNotHoldWhenChunkFillsBufferExactly() {
        try (SpeechInputStream input = open()) {
            source.stream().chunk(bytes(CAPACITY_BYTES));
            assertThat(source.stream().isHeld()).isFalse();
            assertThat(input.available()).isEqualTo(CAPACITY_BYTES);
        }
    }

    @Test
    void blocksReaderUntilNextBytes() throws Exception {
        try (SpeechInputStream input = open()) {
            FutureTask<Integer> read = waiting(input::read);
            assertThat(read.isDone()).isFalse();
            source.stream().chunk((byte) 42);
            assertThat(read.get()).isEqualTo(42);
        }
    }

    @Test
    void returnsEndToBlockedReader() throws Exception {
        try (SpeechInputStream input = open()) {
            FutureTask<Integer> read = waiting(input::read);
            source.stream().end();
            assertThat(read.get()).isEqualTo(-1);
        }
    }

    @Test
    void throwsFailureAfterPrecedingBytes() throws IOException {
        try (SpeechInputStream input = open()) {
            TruncatedAudioException failure = new TruncatedAudioException("broke off after 3 bytes", null, 3);
            source.stream().chunk((byte) 1, (byte) 2, (byte) 3).fail(failure);
            assertThat(input.readNBytes(3)).containsExactly(1, 2, 3);
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThatThrownBy(input::read)
                        .isInstanceOf(IOException.class)
                        .hasMessage("broke off after 3 bytes")
                        .hasCause(failure);
            }
        }
    }

    @Test
    void throwsOnReadAfterCancel() throws IOException {
        try (SpeechInputStream input = open()) {
            source.stream().chunk((byte) 1);
            input.stream().cancel();
            assertThat(input.read()).isEqualTo(1);
            assertThatThrownBy(input::read).isInstanceOf(IOException.class).hasMessageContaining("cancelled");
        }
    }

    @Test
    void cancelsStreamAndRefusesReadsOnClose() {
        SpeechInputStream input = open();
        source.stream().chunk((byte) 1);
        input.close();
        assertThat(source.stream().cancels()).isEqualTo(1);
        assertThatThrownBy(input::read).isInstanceOf(IOException.class).hasMessageContaining("closed");
    }

    @Test
    void wakesBlockedReaderOnClose() {
        SpeechInputStream input = open();
        FutureTask<Integer> read = waiting(input::read);
        input.close();
        assertThatThrownBy(read::get)
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void stopsWaitingOnInterruptAndKeepsInterruptStatus() throws Exception {
        try (SpeechInputStream input = open()) {
            FutureTask<Boolean> interrupted = new FutureTask<>(() -> {
                assertThatThrownBy(input::read)
                        .isInstanceOf(IOException.class)
                        .hasCauseInstanceOf(InterruptedException.class);
                return Thread.currentThread().isInterrupted();
            });
            Thread reader = new Thread(interrupted, "reader");
            reader.start();
            awaitBlocked(reader);
            reader.interrupt();
            assertThat(interrupted.get()).isTrue();
            source.stream().chunk((byte) 7);
            assertThat(input.read()).as("the next read goes on").isEqualTo(7);
        }
    }

    @Test
    void readsZeroBytesWithoutBlocking() throws IOException {
        try (SpeechInputStream input = open()) {
            assertThat(input.read(new byte[0])).isZero();
            assertThatThrownBy(() -> input.read(new byte[4], 2, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void propagatesSourceRefusal() {
        source.refusing(new EngineClosedException("the engine is closed"));
        assertThatThrownBy(this::open).isInstanceOf(EngineClosedException.class);
    }
}
