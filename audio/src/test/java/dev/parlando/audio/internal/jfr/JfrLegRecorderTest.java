package dev.parlando.audio.internal.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JfrLegRecorderTest {
    @TempDir
    Path folder;

    @Test
    void recordsLegsAndStarvations() throws IOException {
        Path file = folder.resolve("flight.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("dev.parlando.TelephoneLeg");
            recording.enable("dev.parlando.Starvation");
            recording.start();
            JfrLegRecorder.recordStarvation(40.5);
            JfrLegRecorder.recordEnd(
                    new JfrLegRecorder.Leg("ULAW 8000 Hz", "SKIP", 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, "HANDLER"));
            recording.dump(file);
        }
        List<RecordedEvent> events = RecordingFile.readAllEvents(file);

        assertThat(events.get(0).getDuration("gap")).isEqualTo(Duration.ofNanos(40_500_000));
        RecordedEvent leg = events.get(1);
        assertThat(leg.getString("format")).isEqualTo("ULAW 8000 Hz");
        assertThat(leg.getDuration("packetTime")).isEqualTo(Duration.ofMillis(20));
        assertThat(leg.getLong("packets")).isEqualTo(1);
        assertThat(leg.getLong("starvedPackets")).isEqualTo(3);
        assertThat(leg.getLong("clearedMarks")).isEqualTo(7);
        assertThat(leg.getDuration("lateP999")).isEqualTo(Duration.ofNanos(10));
        assertThat(leg.getDuration("lateMax")).isEqualTo(Duration.ofNanos(11));
        assertThat(leg.getString("error")).isEqualTo("HANDLER");
    }
}
