package dev.parlando.audio.internal.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.telemetry.TimelineEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JfrPlaybackRecorderTest {
    private final AtomicLong clock = new AtomicLong();
    private final TimelineRecorder timeline = new TimelineRecorder(clock::get);

    @TempDir
    Path folder;

    private List<RecordedEvent> recorded(String event, Runnable what) throws IOException {
        return recorded(recording -> recording.enable(event), what);
    }

    private List<RecordedEvent> recorded(Consumer<Recording> settings, Runnable what) throws IOException {
        Path file = folder.resolve("flight.jfr");
        try (Recording recording = new Recording()) {
            settings.accept(recording);
            recording.start();
            what.run();
            recording.dump(file);
        }
        return RecordingFile.readAllEvents(file);
    }

    @Test
    void recordsPlaybackTimes() throws IOException {
        for (TimelineEvent moment : TimelineEvent.values()) {
            clock.set(1_000L * moment.ordinal());
            if (moment != TimelineEvent.FIRST_HEARD) {
                timeline.mark(moment);
            }
        }
        RecordedEvent event = recorded(
                        "dev.parlando.Playback",
                        () -> JfrPlaybackRecorder.recordEnd(timeline, PlaybackState.ENDED, 12.5, 0.25, 3, "card"))
                .get(0);

        assertThat(event.getDuration("connected")).isEqualTo(micros(TimelineEvent.CONNECTED));
        assertThat(event.getDuration("firstPcm")).isEqualTo(micros(TimelineEvent.FIRST_PCM));
        assertThat(event.getDuration("firstPlayed")).isEqualTo(micros(TimelineEvent.FIRST_PLAYED));
        assertThat(event.getLong("firstHeard")).isEqualTo(Long.MIN_VALUE);
        assertThat(event.getDuration("end")).isEqualTo(micros(TimelineEvent.END));
        assertThat(event.getDuration("heard")).isEqualTo(Duration.ofNanos(12_500_000));
        assertThat(event.getDuration("trimmed")).isEqualTo(Duration.ofNanos(250_000));
        assertThat(event.getInt("underruns")).isEqualTo(3);
        assertThat(event.getString("state")).isEqualTo("ended");
        assertThat(event.getString("sink")).isEqualTo("card");
    }

    private static Duration micros(TimelineEvent moment) {
        return Duration.ofNanos(1_000L * moment.ordinal());
    }

    @Test
    void recordsUnderruns() throws IOException {
        RecordedEvent event = recorded("dev.parlando.Underrun", () -> JfrPlaybackRecorder.recordUnderrun(20.5))
                .get(0);

        assertThat(event.getDuration("gap")).isEqualTo(Duration.ofNanos(20_500_000));
    }

    @Test
    void recordsLostDevices() throws IOException {
        List<RecordedEvent> events = recorded("dev.parlando.DeviceLost", () -> {
            JfrPlaybackRecorder.recordDeviceLost("headset", "it is gone", 700);
            JfrPlaybackRecorder.recordDeviceLost("card", "so is this", Double.NaN);
        });

        assertThat(events).hasSize(2);
        assertThat(events.get(0).getString("device")).isEqualTo("headset");
        assertThat(events.get(0).getString("why")).isEqualTo("it is gone");
        assertThat(events.get(0).getDuration("gap")).isEqualTo(Duration.ofMillis(700));
        assertThat(events.get(1).getLong("gap")).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void recordsNothingIfEventIsDisabled() throws IOException {
        assertThat(recorded(
                        recording -> recording.disable("dev.parlando.Underrun"),
                        () -> JfrPlaybackRecorder.recordUnderrun(20)))
                .isEmpty();
    }
}
