package dev.parlando.audio.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.InvalidRequestException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSinkTest {
    private static final PcmFormat MONO = new PcmFormat(24_000, 1);
    /** 20 ms of silence. */
    private static final short[] BURST = new short[480];
    /** 200 ms of silence. */
    private static final short[] MUCH = new short[4800];

    private final FakeSoundSystem system = new FakeSoundSystem("A");
    private final LineSink sink = new LineSink(null, 100, system, system.time, system::thread);

    @Test
    void opensLittleEndianLineWithRequestedBuffer() {
        assertThat(sink.open(MONO)).isEqualTo(MONO);
        assertThat(sink.bufferAudioFrames()).isEqualTo(2400);
        assertThat(system.line().getBufferSize()).as("with something to spare").isGreaterThan(4800);
        assertThat(system.line().getFormat().isBigEndian()).isFalse();
        assertThat(system.line().getFormat().getSampleSizeInBits()).isEqualTo(16);
        assertThat(system.line().getFormat().getSampleRate()).isEqualTo(24_000);
        assertThat(system.line().calls).containsExactly("start");
    }

    @Test
    void fillsHalfOfSmallerGrantedBuffer() {
        system.grantedBytes = 2400;
        sink.open(MONO);
        assertThat(sink.bufferAudioFrames()).isEqualTo(600);
    }

    @Test
    void writesLittleEndianBytesFromOffsetInAudioFrames() {
        sink.open(new PcmFormat(24_000, 2));
        assertThat(sink.write(new short[] {9, 9, 0x0102, -2, 9, 9}, 1, 1)).isEqualTo(1);
        assertThat(system.line().bytes).containsExactly((byte) 2, (byte) 1, (byte) -2, (byte) -1);
    }

    @Test
    void acceptsOnlyFramesThatFitByClock() {
        sink.open(MONO);
        system.pass(20); // The initial silence of the line has been played.
        assertThat(sink.write(MUCH, 0, 4800)).isEqualTo(2400);
        assertThat(sink.write(MUCH, 0, 4800)).isZero();
        system.pass(30);
        assertThat(sink.write(MUCH, 0, 4800)).isEqualTo(720);
        assertThat(sink.positionAudioFrames()).isEqualTo(720);
    }

    @Test
    void continuesAfterShortWritesUntilAllIsWritten() {
        system.onOpen = line -> line.takesBytes = 14;
        sink.open(MONO);
        assertThat(sink.write(BURST, 0, 480)).isEqualTo(480);
        assertThat(system.line().bytes).hasSize(960);
    }

    @Test
    void writesSamplesInOrderAcrossRingWraparound() {
        sink.open(MONO);
        short[] ramp = new short[30_000];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (short) i;
        }
        int written = 0;
        while (written < ramp.length) {
            written += sink.write(ramp, written, Math.min(377, ramp.length - written));
            system.pass(7);
        }
        for (int i = 0; i < ramp.length; i++) {
            int low = system.line().bytes.get(2 * i) & 0xFF;
            assertThat((short) (low | system.line().bytes.get(2 * i + 1) << 8)).isEqualTo((short) i);
        }
    }

    @Test
    void flushesLineAndReportsPositionOnDiscard() {
        sink.open(MONO);
        system.pass(20); // The initial silence of the line has been played.
        sink.write(MUCH, 0, 2400);
        system.pass(50);
        sink.discard();
        assertThat(system.line().calls).containsExactly("start", "flush");
        assertThat(sink.positionAudioFrames()).isEqualTo(1200);
        assertThat(sink.write(BURST, 0, 120)).isEqualTo(120);
        system.pass(50);
        assertThat(sink.positionAudioFrames()).isEqualTo(1320);
    }

    @Test
    void keepsLineForSameFormatAndFlushesForNextRun() {
        sink.open(MONO);
        sink.write(BURST, 0, 480);
        assertThat(sink.open(MONO)).isEqualTo(MONO);
        assertThat(sink.positionAudioFrames()).isZero();
        assertThat(system.lines).hasSize(1);
        assertThat(system.line().calls).containsExactly("start", "flush");
    }

    @Test
    void opensNewLineForOtherFormat() {
        sink.open(MONO);
        sink.write(BURST, 0, 480);
        sink.open(new PcmFormat(8000, 1));
        assertThat(system.lines).hasSize(2);
        assertThat(system.lines.get(0).isOpen()).isFalse();
        assertThat(system.line().getFormat().getSampleRate()).isEqualTo(8000);
        assertThat(sink.positionAudioFrames()).isZero();
    }

    @Test
    void switchesToNewDefaultDeviceAfterIdleLine() {
        sink.open(MONO);
        sink.write(BURST, 0, 480);
        system.pass(2000);
        system.devices.set(0, new AudioDevice("B", "", true, DeviceFormats.ANY));
        sink.open(MONO);
        assertThat(sink.name()).contains("'B'");
        assertThat(system.lines.get(0).isOpen()).isFalse();
    }

    @Test
    void closesLineOnceIfClosedTwice() {
        sink.open(MONO);
        sink.close();
        sink.close();
        assertThat(system.line().calls).containsOnlyOnce("close");
        assertThat(sink.bufferAudioFrames()).isZero();
    }

    @Test
    void closesLineThatOpensAndFailsToStart() {
        system.onOpen = line -> line.failsIn = "start";
        assertThatThrownBy(() -> sink.open(MONO)).hasMessageContaining("the driver failed");
        assertThat(system.lines).isNotEmpty().noneMatch(FakeLine::isOpen);
    }

    @Test
    void playsEndBeforeCloseIfLineLags() {
        sink.open(MONO);
        system.pass(20); // The initial silence of the line has been played.
        sink.write(BURST, 0, 480);
        system.pass(20);
        assertThat(sink.positionAudioFrames()).isEqualTo(480);
        long endNanos = system.time.nanoTime();

        sink.close();

        system.pass(1);
        assertThat(system.line().closedNanos - endNanos)
                .isBetween(TimeUnit.MILLISECONDS.toNanos(250), TimeUnit.MILLISECONDS.toNanos(300));
    }

    @Test
    void cutsOffUnplayedSamplesOnClose() {
        sink.open(MONO);
        system.pass(20);
        sink.write(BURST, 0, 480);
        system.pass(10);
        long nanos = system.time.nanoTime();

        sink.close();

        assertThat(system.line().closedNanos).isEqualTo(nanos);
        assertThat(system.time.nanoTime()).isEqualTo(nanos);
    }

    @Test
    void returnsNameToAnyThreadDuringReopening() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> reader = CompletableFuture.supplyAsync(() -> {
            int names = 0;
            while (!done.get()) {
                assertThat(sink.name()).contains("device");
                names++;
            }
            return names;
        });
        for (int i = 0; i < 1500; i++) {
            sink.open(MONO);
            sink.close();
        }
        done.set(true);
        assertThat(reader.get(30, TimeUnit.SECONDS)).isPositive();
    }

    @Test
    void rejectsSamplesBeforeOpenAndAfterClose() {
        assertThatThrownBy(() -> sink.write(BURST, 0, 480))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("open(PcmFormat) comes first");
        sink.open(MONO);
        sink.close();
        assertThatThrownBy(() -> sink.write(BURST, 0, 480))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(sink::discard).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 19, 2001})
    void refusesBuffersOutOfRange(int bufferMillis) {
        assertThatThrownBy(() -> new LineSink(null, bufferMillis))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("bufferMillis")
                .hasMessageContaining(Integer.toString(bufferMillis));
    }
}
