package dev.parlando.audio.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.PlaybackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineSinkTest {
    private static final PcmFormat MONO = new PcmFormat(24_000, 1);
    private static final short[] BURST = new short[480];

    private final AtomicLong nanos = new AtomicLong();
    private final List<FakeLine> lines = new ArrayList<>();
    private int grantedBytes = 4800;
    private final LineSink sink = new LineSink(
            null,
            100,
            (device, format, bufferBytes) -> {
                lines.add(new FakeLine(format, Math.min(bufferBytes, grantedBytes)));
                return lines.get(lines.size() - 1);
            },
            nanos::get);

    private FakeLine line() {
        return lines.get(lines.size() - 1);
    }

    private void play(short[] samples) {
        sink.open(MONO);
        sink.prefill(samples, samples.length);
        sink.start();
    }

    private void passMillis(int millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void asksForLittleEndianPcmAndReportsTheBufferThatWasGranted() {
        grantedBytes = 2400;
        sink.open(MONO);
        assertThat(sink.bufferAudioFrames()).isEqualTo(1200);
        assertThat(line().getFormat().isBigEndian()).isFalse();
        assertThat(line().getFormat().getSampleSizeInBits()).isEqualTo(16);
        assertThat(line().getFormat().getSampleRate()).isEqualTo(24_000);
    }

    @Test
    void writesSamplesAsLittleEndianBytes() {
        play(new short[] {0x0102, -2});
        assertThat(line().bytes).containsExactly((byte) 2, (byte) 1, (byte) -2, (byte) -1);
    }

    @Test
    void goesOnAfterShortWritesUntilAllIsTaken() {
        play(new short[1]);
        line().takesBytes = 14;
        assertThat(sink.write(BURST, 0, 480)).isEqualTo(480);
        assertThat(line().bytes).hasSize(962);
    }

    @Test
    void writesFromTheOffsetInAudioFramesOfAllChannels() {
        sink.open(new PcmFormat(24_000, 2));
        sink.start();
        assertThat(sink.write(new short[] {1, 2, 3, 4, 5, 6}, 1, 2)).isEqualTo(2);
        assertThat(line().bytes)
                .containsExactly((byte) 3, (byte) 0, (byte) 4, (byte) 0, (byte) 5, (byte) 0, (byte) 6, (byte) 0);
    }

    @Test
    void prefillTakesWhatFits() {
        sink.open(MONO);
        line().takesBytes = 100;
        assertThat(sink.prefill(BURST, 480)).isEqualTo(50);
    }

    @Test
    void aDeviceThatTakesNothingIsLostAndTheNextOpenFindsAnother() {
        play(BURST);
        line().takesBytes = 0;
        assertThatThrownBy(() -> sink.write(BURST, 0, 480))
                .isInstanceOf(PlaybackException.class)
                .hasMessageContaining("the default sound device")
                .hasMessageContaining("lost");
        assertThat(line().isOpen()).isFalse();
        play(BURST);
        assertThat(lines).hasSize(2);
        assertThat(sink.write(BURST, 0, 480)).isEqualTo(480);
    }

    @Test
    void aStopDuringAWriteIsNotALossAndLeavesNothingBehind() {
        play(BURST);
        line().duringWrite = sink::stop;
        assertThat(sink.write(BURST, 0, 480)).isZero();
        assertThat(line().calls).endsWith("stop", "flush", "flush");
        assertThat(sink.write(BURST, 0, 480)).isZero();
        assertThat(sink.prefill(BURST, 480)).isZero();
        assertThat(line().bytes).hasSize(2 * 960);
    }

    @Test
    void aStopBeforeTheStartKeepsTheLineSilent() {
        sink.open(MONO);
        sink.prefill(BURST, 480);
        sink.stop();
        sink.start();
        assertThat(line().calls).doesNotContain("start");
    }

    @Test
    void theLineIsKeptForTheSameFormatAndRenewedForTheNextUtterance() {
        play(BURST);
        sink.open(MONO);
        assertThat(lines).hasSize(1);
        assertThat(line().calls).containsExactly("start", "flush", "start", "flush", "stop");
        sink.open(MONO);
        assertThat(line().calls).as("nothing to renew").hasSize(5);
        assertThat(sink.positionAudioFrames()).isZero();
    }

    @Test
    void anotherFormatGetsAnotherLine() {
        play(BURST);
        sink.open(new PcmFormat(8000, 1));
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).isOpen()).isFalse();
        assertThat(line().getFormat().getSampleRate()).isEqualTo(8000);
    }

    @Test
    void drainWaitsForTheClockAndNotForTheLine() {
        play(BURST);
        passMillis(100);
        sink.drain();
        assertThat(sink.positionAudioFrames()).isEqualTo(480);
        assertThat(line().calls).as("what the device still holds is not cut").containsExactly("start");
    }

    @Test
    void drainReturnsAfterAStop() {
        play(BURST);
        sink.stop();
        sink.drain();
        assertThat(sink.positionAudioFrames()).isZero();
    }

    @Test
    void closeTwiceClosesOnceAndAStopAfterwardsIsHarmless() {
        sink.open(MONO);
        sink.close();
        sink.close();
        sink.stop();
        assertThat(line().calls).containsOnlyOnce("close");
        assertThat(sink.bufferAudioFrames()).isZero();
    }

    @Test
    void samplesBeforeOpenAreAMistakeOfTheCaller() {
        assertThatThrownBy(() -> sink.write(BURST, 0, 480)).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 19, 2001})
    void refusesBuffersOutOfRange(int bufferMillis) {
        assertThatThrownBy(() -> new LineSink(null, bufferMillis))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("bufferMillis")
                .hasMessageContaining(Integer.toString(bufferMillis));
    }

    @Test
    void aNameThatNoDeviceHasIsNamed() {
        LineSink named = new LineSink("no such loudspeaker", 100);
        assertThatThrownBy(() -> named.open(MONO))
                .isInstanceOf(PlaybackException.class)
                .hasMessageContaining("no such loudspeaker");
    }
}
