package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.google.common.reflect.Reflection;
import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackMetrics;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.error.InternalException;
import dev.parlando.fault.CollectedMetrics;
import dev.parlando.metrics.Metric;
import dev.parlando.metrics.MetricReading;
import dev.parlando.telemetry.TimelineEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlaybackMetricsTest {
    private final CollectedMetrics collected = new CollectedMetrics();
    private final PlaybackMetrics metrics = new PlaybackMetrics(collected);

    /** Closing the player delivers its events. */
    @Test
    void measuresUtterancesOfPlayer() throws Exception {
        long heardNanos;
        try (FakeSpeechSource speech = new FakeSpeechSource();
                SpeechPlayer player = SpeechPlayer.builder(speech)
                        .sink(RecordingSink.selfRunning(100))
                        .open()) {
            player.addListener(metrics);
            Playback heard = player.say("Hello");
            speech.next().send(TestAudio.ramp(2_400)).end();
            heard.join();
            heardNanos = heard.timeline().nanos(TimelineEvent.FIRST_HEARD).orElseThrow();
            Playback failed = player.say("Hello");
            speech.next().fail(new InternalException(new IllegalStateException()));
            assertThat(catchThrowable(failed::join)).isNotNull();
        }

        assertThat(collected.of(Metric.FIRST_AUDIBLE))
                .extracting(MetricReading::value)
                .containsExactly(heardNanos / 1e9);
        assertThat(collected.sum(Metric.PLAYBACKS, "ended")).isEqualTo(1);
        assertThat(collected.sum(Metric.PLAYBACKS, "failed")).isEqualTo(1);
        assertThat(collected.of(Metric.UNDERRUNS))
                .extracting(MetricReading::value)
                .containsExactly(0.0);
    }

    @Test
    void countsGapsAndLostDevices() {
        Playback playback = Reflection.newProxy(Playback.class, (proxy, method, arguments) -> null);
        metrics.onUnderrun(playback, 40);
        metrics.onDeviceLost("headset", "unplugged");
        assertThat(collected.of(Metric.UNDERRUNS))
                .extracting(MetricReading::value)
                .containsExactly(0.0, 1.0);
        assertThat(collected.of(Metric.DEVICE_LOSSES))
                .extracting(MetricReading::value)
                .containsExactly(0.0, 1.0);
    }
}
