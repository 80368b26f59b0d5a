package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.SkippingClock;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.internal.gain.MasterGain;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.sink.NullSink;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LongPauseTest {
    private static final int DAYS = 30;
    private static final int RATE_HZ = PlaybackLoopRig.RATE_HZ;

    @Nullable
    private SkippingClock clock;

    private PlaybackLoopRig rig() {
        return new PlaybackLoopRig(100, sink -> {
            clock = new SkippingClock(sink.clock());
            return clock.viewOf(sink);
        });
    }

    private void skipDays() {
        Objects.requireNonNull(clock).skipDays(DAYS);
    }

    @Test
    void resumesAfterPauseOfDays() throws Exception {
        try (PlaybackLoopRig rig = rig()) {
            Utterance utterance = rig.say(TestAudio.ramp(RATE_HZ));
            rig.run(300);
            utterance.pause();
            rig.run(20);
            skipDays();
            rig.settle();
            assertThat(utterance.state()).isEqualTo(PlaybackState.PAUSED);
            utterance.resume();
            rig.run(1000);
            assertThat(utterance.join().audioFrames()).isEqualTo(RATE_HZ);
            assertThat(utterance.underruns()).isZero();
        }
    }

    @Test
    void endsHoldOfDays() throws Exception {
        try (PlaybackLoopRig rig = rig()) {
            Utterance utterance = rig.say(TestAudio.ramp(RATE_HZ));
            rig.run(300);
            utterance.hold(Duration.ofDays(DAYS));
            rig.run(20);
            assertThat(utterance.state()).isEqualTo(PlaybackState.HELD);
            skipDays();
            rig.run(1000);
            assertThat(utterance.join().audioFrames()).isEqualTo(RATE_HZ);
        }
    }

    @Test
    void reportsDurationOfDays() {
        ReplayableSink sink = new ReplayableSink(new NullSink(), LosslessFormat.LOWEST);
        sink.open(new PcmFormat(192_000, 2));
        assertThat(sink.durationNanos(DAYS * 24L * 3600 * 192_000)).isEqualTo(TimeUnit.DAYS.toNanos(DAYS));
    }

    @Test
    void keepsPositionOfWeeksIfSinkFormatChanges() {
        PcmFormat high = new PcmFormat(192_000, 1);
        SampleProcessor processor = new SampleProcessor(
                high,
                new PcmFormat(96_000, 1),
                new SampleProcessor.Settings(false, new FilterPreparation(Runnable::run, () -> {}), new MasterGain()),
                0);
        long frames = DAYS * 24L * 3600 * 96_000;
        assertThat(processor.sourceAudioFrames(frames)).isEqualTo(2 * frames);
    }
}
