package dev.parlando.audio.mix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.RecordingSink;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that no caller waits for a device that hangs, except those that use it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HungMixerTest {
    private final RecordingSink device = RecordingSink.manual(100);
    private final UnreliableSink sink = new UnreliableSink(device);
    private final CompletableFuture<Void> release = new CompletableFuture<>();

    @Test
    void acceptsGainAndLanesWhileDiscardHangs() throws Exception {
        PcmFormat format = new PcmFormat(8000, 1);
        try (Mixer mixer = Mixer.builder().sink(sink).format(format).build()) {
            MixerLane stopped = mixer.lane("stopped");
            MixerLane other = mixer.lane("other");
            stopped.open(format);
            other.open(format);
            stopped.write(MixerRig.constant(1000, 400), 0, 400);
            device.awaitWritten(320);
            sink.hangInDiscard(release);
            Thread stopping = new Thread(stopped::discard, "stopping");
            stopping.start();
            sink.awaitDiscard();

            stopped.gain(2);
            other.fadeTo(0.5, Duration.ZERO);

            assertThat(stopped.gain()).isEqualTo(2);
            assertThat(mixer.format()).isEqualTo(format);
            assertThat(mixer.underruns()).isZero();
            assertThat(mixer.lanes()).containsExactly(stopped, other);
            assertThat(mixer.lane("third").laneName()).isEqualTo("third");
            release.complete(null);
            stopping.join();
            other.write(MixerRig.constant(1000, 80), 0, 80);
            device.awaitWritten(80);
            device.advance(80);
            assertThat(device.playedSamples()).containsOnly(500);
        }
    }
}
