package dev.parlando.audio.playback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.Sounds;
import dev.parlando.audio.decode.PcmFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VirtualClockSinkTest {
    private static final PcmFormat FORMAT = new PcmFormat(1000, 1);
    private static final short[] RAMP = Sounds.ramp(250);

    @Test
    void aSelfRunningLinePlaysAllWithoutWaiting() {
        VirtualClockSink sink = VirtualClockSink.selfRunning(100);
        sink.open(FORMAT);
        assertThat(sink.bufferAudioFrames()).isEqualTo(100);
        assertThat(sink.prefill(RAMP, 250)).isEqualTo(100);
        sink.start();
        assertThat(sink.write(RAMP, 100, 150)).isEqualTo(150);
        assertThat(sink.positionAudioFrames()).isEqualTo(150);
        sink.drain();
        assertThat(sink.positionAudioFrames()).isEqualTo(250);
        assertThat(sink.heard()).isEqualTo(RAMP);
    }

    @Test
    void timeThatPassesOnAnEmptyLineIsHeardAsAGap() {
        VirtualClockSink sink = VirtualClockSink.manual(100);
        sink.open(FORMAT);
        sink.prefill(RAMP, 2);
        sink.advance(5);
        assertThat(sink.heard()).as("not started").isEmpty();
        sink.start();
        sink.advance(5);
        sink.write(RAMP, 2, 1);
        sink.advance(1);
        assertThat(sink.heard()).containsExactly(RAMP[0], RAMP[1], 0, 0, 0, RAMP[2]);
        assertThat(sink.gapAudioFrames()).isEqualTo(3);
        assertThat(sink.underruns()).isEqualTo(1);
        assertThat(sink.positionAudioFrames()).isEqualTo(3);
    }

    @Test
    void aFullLineMakesTheWriterWaitUntilTimePasses() throws Exception {
        VirtualClockSink sink = VirtualClockSink.manual(100);
        sink.open(FORMAT);
        sink.start();
        CompletableFuture<Integer> written = CompletableFuture.supplyAsync(() -> sink.write(RAMP, 0, 150));
        sink.awaitTaken(100);
        assertThat(sink.takenAudioFrames()).isEqualTo(100);
        assertThat(written).isNotDone();
        sink.advance(50);
        assertThat(written.get(30, TimeUnit.SECONDS)).isEqualTo(150);
    }

    @Test
    void aStopFreesTheWriterDiscardsAndLastsUntilTheNextOpen() throws Exception {
        VirtualClockSink sink = VirtualClockSink.manual(100);
        sink.open(FORMAT);
        sink.start();
        CompletableFuture<Integer> written = CompletableFuture.supplyAsync(() -> sink.write(RAMP, 0, 150));
        sink.awaitTaken(100);
        sink.stop();
        assertThat(written.get(30, TimeUnit.SECONDS)).isEqualTo(100);
        sink.advance(100);
        assertThat(sink.heard()).isEmpty();
        assertThat(sink.prefill(RAMP, 1)).isZero();
        sink.open(FORMAT);
        assertThat(sink.prefill(RAMP, 1)).isEqualTo(1);
    }

    @Test
    void keepsStereoTogether() {
        VirtualClockSink sink = VirtualClockSink.selfRunning(10);
        sink.open(new PcmFormat(1000, 2));
        sink.start();
        assertThat(sink.write(RAMP, 5, 50)).isEqualTo(50);
        sink.drain();
        assertThat(sink.heard()).hasSize(100).startsWith(RAMP[10], RAMP[11]);
        sink.close();
        assertThat(sink.isOpen()).isFalse();
    }
}
