package dev.parlando.audio.playback;

import dev.parlando.metrics.Metric;
import dev.parlando.metrics.MetricAttributes;
import dev.parlando.metrics.MetricRecorder;
import dev.parlando.telemetry.TimelineEvent;
import java.util.Map;
import java.util.Objects;

/**
 * Measures the utterances of players: the time until they are heard, gaps, and lost devices. One object may be the
 * listener of several players.
 *
 * <p>The time until an utterance is heard counts from the call of {@code say}. It includes the utterances before it.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class PlaybackMetrics implements PlaybackListener {
    private static final double NANOS_PER_SECOND = 1e9;

    private final MetricRecorder recorder;

    /** Creates metrics for a recorder, such as that of an adapter. */
    public PlaybackMetrics(MetricRecorder recorder) {
        this.recorder = Objects.requireNonNull(recorder, "recorder");
        recorder.add(Metric.UNDERRUNS, 0, Map.of());
        recorder.add(Metric.DEVICE_LOSSES, 0, Map.of());
    }

    @Override
    public void onTimelineEvent(Playback playback, TimelineEvent event) {
        if (event == TimelineEvent.FIRST_HEARD) {
            playback.timeline()
                    .nanos(TimelineEvent.FIRST_HEARD)
                    .ifPresent(nanos -> recorder.record(Metric.FIRST_AUDIBLE, nanos / NANOS_PER_SECOND, Map.of()));
        }
    }

    @Override
    public void onStateChanged(Playback playback, PlaybackState from, PlaybackState to) {
        if (to.isDone()) {
            String outcome = to == PlaybackState.FAILED ? "failed" : "ended";
            recorder.add(Metric.PLAYBACKS, 1, Map.of(MetricAttributes.OUTCOME, outcome));
        }
    }

    @Override
    public void onUnderrun(Playback playback, double gapMillis) {
        recorder.add(Metric.UNDERRUNS, 1, Map.of());
    }

    @Override
    public void onDeviceLost(String device, String reason) {
        recorder.add(Metric.DEVICE_LOSSES, 1, Map.of());
    }
}
