package dev.parlando.audio.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.timing.Allocation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PullSinkTest {
    private static final PcmFormat STEREO = new PcmFormat(48_000, 2);
    private static final PcmFormat MONO = new PcmFormat(1000, 1);

    private static final int LAP = 30_000;

    private final FakeSinkClock time = new FakeSinkClock();
    private final PullSink stereo = new PullSink(STEREO, 100, time);
    /** A sink whose audio frames last one millisecond. */
    private final PullSink mono = new PullSink(MONO, 100, time);

    private final short[] target = new short[200];

    @BeforeEach
    void open() {
        stereo.open(new PcmFormat(24_000, 1));
        mono.open(MONO);
    }

    @Test
    void returnsOwnFormatForAnyRequestedFormat() {
        assertThat(stereo.open(new PcmFormat(24_000, 1))).isEqualTo(STEREO);
        assertThat(stereo.format()).isEqualTo(STEREO);
    }

    @Test
    void readsSamplesInOrderAndKeepsRestOfTarget() {
        assertThat(stereo.write(TestAudio.ramp(1, 20), 1, 9)).isEqualTo(9);

        assertThat(stereo.availableAudioFrames()).isEqualTo(9);
        assertThat(stereo.read(target, 10, 4)).isEqualTo(4);
        assertThat(stereo.read(target, 18, 50)).isEqualTo(5);
        assertThat(stereo.read(target, 0, 50)).isZero();
        assertThat(target).startsWith(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 4, 5);
        assertThat(target[27]).isEqualTo((short) 20);
        assertThat(target[28]).isZero();
    }

    @Test
    void padsRestWithSilence() {
        Arrays.fill(target, (short) 7);
        float[] floats = new float[8];
        floats[7] = 1;
        mono.write(TestAudio.ramp(1, 5), 0, 5);

        assertThat(mono.readPadded(target, 1, 3)).isEqualTo(3);
        assertThat(target).startsWith(7, 1, 2, 3, 7);
        assertThat(mono.readPadded(target, 0, 3)).isEqualTo(2);
        assertThat(target).startsWith(4, 5, 0, 3);
        assertThat(mono.readPadded(floats, 0, 8)).isZero();
        assertThat(floats).containsOnly(0);
    }

    @Test
    void readsAsFloatsAndBytes() {
        mono.write(new short[] {Short.MIN_VALUE, 16_384, 0x0102, 0x0304, 5}, 0, 5);
        float[] floats = new float[3];
        ByteBuffer little = ByteBuffer.allocateDirect(5).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer big = ByteBuffer.allocate(6);

        assertThat(mono.read(floats, 1, 2)).isEqualTo(2);
        assertThat(floats).containsExactly(0, -1, 0.5f);
        assertThat(mono.read(little)).isEqualTo(2);
        assertThat(little.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {2, 1, 4, 3}));
        assertThat(mono.readPadded(big)).isEqualTo(1);
        assertThat(big.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {0, 5, 0, 0, 0, 0}));
    }

    @Test
    void acceptsNoMoreThanBufferSize() {
        assertThat(mono.bufferAudioFrames()).isEqualTo(100);
        assertThat(mono.write(TestAudio.ramp(0, 150), 0, 150)).isEqualTo(100);
        assertThat(mono.write(TestAudio.ramp(0, 1), 0, 1)).isZero();
        mono.read(target, 0, 30);
        assertThat(mono.write(TestAudio.ramp(0, 150), 0, 150)).isEqualTo(30);
    }

    @Test
    void countsReadSamplesAsPlayed() {
        mono.write(TestAudio.ramp(0, 50), 0, 50);
        mono.read(target, 0, 20);
        assertThat(mono.positionAudioFrames()).isEqualTo(20);
        assertThat(mono.leadAudioFrames()).isZero();
        time.passMillis(100);
        assertThat(mono.positionAudioFrames()).isEqualTo(20);
    }

    @Test
    void skipsDiscardedSamplesAndReadsNextWritten() {
        mono.write(TestAudio.ramp(0, 50), 0, 50);
        mono.read(target, 0, 20);
        mono.discard();
        assertThat(mono.read(target, 0, 1)).isZero();
        assertThat(mono.positionAudioFrames()).isEqualTo(20);
        mono.write(TestAudio.ramp(70, 10), 0, 10);
        assertThat(mono.read(target, 0, 10)).isEqualTo(10);
        assertThat(target).startsWith(70, 71);
        assertThat(mono.positionAudioFrames()).isEqualTo(30);
    }

    @Test
    void startsNewRunEmptyAtZero() {
        mono.write(TestAudio.ramp(0, 50), 0, 50);
        mono.read(target, 0, 20);
        mono.open(MONO);
        assertThat(mono.positionAudioFrames()).isZero();
        assertThat(mono.read(target, 0, 1)).isZero();
        mono.write(TestAudio.ramp(0, 5), 0, 5);
        mono.read(target, 0, 5);
        assertThat(mono.positionAudioFrames()).isEqualTo(5);
    }

    @Test
    void advancesPositionByClockWithLatency() {
        mono.latencyMillis(30);
        mono.write(TestAudio.ramp(0, 100), 0, 100);
        assertThat(mono.leadAudioFrames()).isZero();
        mono.read(target, 0, 20);
        assertThat(mono.positionAudioFrames()).isZero();
        assertThat(mono.leadAudioFrames()).isEqualTo(20);
        time.passMillis(29);
        assertThat(mono.positionAudioFrames()).isZero();
        time.passMillis(11);
        assertThat(mono.positionAudioFrames()).isEqualTo(10);
        time.passMillis(100);
        assertThat(mono.positionAudioFrames()).isEqualTo(20);
        assertThat(mono.bufferAudioFrames()).isEqualTo(130);
        assertThat(mono.leadAudioFrames()).isZero();
    }

    /**
     * Three blocks are read ahead, as by an application that queues buffers. Then one block is read whenever one was
     * played.
     */
    @Test
    void advancesPositionEvenlyWhenBlocksAreReadAhead() {
        mono.latencyMillis(20);
        mono.write(TestAudio.ramp(0, 100), 0, 100);
        for (int i = 0; i < 3; i++) {
            mono.read(target, 0, 10);
        }
        assertThat(mono.positionAudioFrames()).isZero();
        for (int millis = 1; millis < 60; millis++) {
            time.passMillis(1);
            if (millis % 10 == 0) {
                mono.read(target, 0, 10);
            }
            assertThat(mono.positionAudioFrames()).isEqualTo(millis);
        }
    }

    @Test
    void countsReadSamplesAsPlayedOnDiscard() {
        mono.latencyMillis(30);
        mono.write(TestAudio.ramp(0, 100), 0, 100);
        mono.read(target, 0, 20);
        mono.discard();
        assertThat(mono.positionAudioFrames()).isEqualTo(20);
        mono.write(TestAudio.ramp(0, 10), 0, 10);
        mono.read(target, 0, 10);
        assertThat(mono.positionAudioFrames()).isEqualTo(20);
        time.passMillis(40);
        assertThat(mono.positionAudioFrames()).isEqualTo(30);
    }

    @Test
    void returnsNoSamplesAndRejectsWritesWhenClosed() {
        mono.write(TestAudio.ramp(0, 50), 0, 50);
        mono.close();
        mono.close();
        assertThat(mono.read(target, 0, 20)).isZero();
        assertThatThrownBy(() -> mono.write(target, 0, 1)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {19, 2001, -1})
    void rejectsBufferOutOfRange(int millis) {
        assertThatThrownBy(() -> new PullSink(STEREO, millis))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("bufferMillis");
    }

    @Test
    void rejectsLatencyOutOfRange() {
        assertThatThrownBy(() -> mono.latencyMillis(2001)).hasMessageContaining("latencyMillis");
        assertThatThrownBy(() -> mono.latencyMillis(-1)).hasMessageContaining("latencyMillis");
    }

    /** Samples that were read may still wait at the reader's peer. */
    @Test
    void countsDiscardsOfReadSamples() {
        mono.open(mono.format());
        mono.write(new short[10], 0, 10);
        mono.read(new short[10], 0, 10);

        mono.discard();

        assertThat(mono.discardCount()).isEqualTo(1);
    }

    @Test
    void readsWithoutAllocation() {
        short[] shorts = new short[192];
        float[] floats = new float[192];
        ByteBuffer bytes = ByteBuffer.allocateDirect(384);
        PullPacketReader packets = stereo.packetReader(96);
        stereo.latencyMillis(10);
        long least = Allocation.leastBytes(() -> {
            for (int i = 0; i < 1000; i++) {
                stereo.write(shorts, 0, 96);
                stereo.read(shorts, 0, 20);
                stereo.read(floats, 0, 20);
                stereo.readPadded(bytes.clear());
                packets.read(shorts, 0);
                packets.readPadded(shorts, 0);
                stereo.positionAudioFrames();
            }
        });
        assertThat(least).isZero();
    }

    private static short[] lap(int from, int count) {
        short[] lap = new short[count];
        for (int i = 0; i < count; i++) {
            lap[i] = (short) ((from + i) % LAP);
        }
        return lap;
    }

    /** The samples of one read are consecutive. Jumps occur only between reads. The final positions are equal. */
    @Test
    void supportsConcurrentReaderAndWriter() throws Exception {
        PullSink sink = new PullSink(new PcmFormat(8000, 1), 50);
        sink.open(sink.format());
        CompletableFuture<Long> reading = CompletableFuture.supplyAsync(() -> readAll(sink));
        int written = 0;
        for (int round = 0; round < 50_000; round++) {
            written += sink.write(lap(written, 40), 0, 40);
            if (round % 7 == 0) {
                sink.discard();
            }
            long position = sink.positionAudioFrames();
            assertThat(position).isLessThanOrEqualTo(written);
        }
        while (sink.write(new short[] {-1}, 0, 1) == 0) {
            Thread.onSpinWait();
        }
        assertThat(reading.get(30, TimeUnit.SECONDS)).isEqualTo(sink.positionAudioFrames());
    }

    private static long readAll(PullSink sink) {
        short[] some = new short[37];
        long count = 0;
        while (true) {
            int read = sink.read(some, 0, some.length);
            count += read;
            for (int i = 1; i < read; i++) {
                assertThat(some[i] == -1 || some[i] == (some[i - 1] + 1) % LAP).isTrue();
            }
            if (read > 0 && some[read - 1] == -1) {
                return count;
            }
        }
    }
}
