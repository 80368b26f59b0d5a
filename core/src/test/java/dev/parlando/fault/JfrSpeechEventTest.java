package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.TimelineEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Checks the content of a JFR recording of a speech stream. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JfrSpeechEventTest {
    private static final String EVENT = "dev.parlando.Speech";
    private static final String TEXT = "Swordfish at dawn";
    private static final String KEY = "sk_0123456789abcdef";
    private static final int BYTES = 5_000;

    @TempDir
    Path folder;

    /** Records while one utterance is spoken, and returns its only event. */
    private RecordedEvent record(Consumer<ScriptedStream> answer, Consumer<SpeechStream> end) throws IOException {
        Path file = folder.resolve("flight.jfr");
        try (Recording recording = new Recording()) {
            recording.enable(EVENT);
            recording.start();
            speak(answer, end);
            recording.dump(file);
        }
        // Other tests can record concurrently, and recordings share their files.
        List<RecordedEvent> events = RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().equals(EVENT))
                .toList();
        assertThat(events).hasSize(1);
        assertThat(events.get(0).toString()).doesNotContain(TEXT, KEY);
        return events.get(0);
    }

    private static void speak(Consumer<ScriptedStream> answer, Consumer<SpeechStream> end) {
        try (ScriptedServer server = ScriptedServer.start(answer);
                SpeechEngine engine = SpeechEngine.builder()
                        .baseUrl(server.baseUrl())
                        .apiKey(ApiKey.of(KEY))
                        .closeGrace(Duration.ZERO)
                        .build()) {
            SpeechRequest request =
                    SpeechRequest.builder(TEXT).voice("v").model("eleven_x").build();
            end.accept(engine.stream(request, new CollectingHandler()));
        }
    }

    private static long nanos(SpeechStream stream, TimelineEvent moment) {
        return stream.timeline().nanos(moment).orElseThrow();
    }

    @Test
    void recordsTimingsAndOutcome() throws IOException {
        long[] firstByte = new long[1];
        RecordedEvent event = record(
                stream -> stream.head(200, "content-type", "audio/mpeg", "request-id", "req-7")
                        .end(new byte[BYTES]),
                stream -> {
                    stream.join();
                    firstByte[0] = nanos(stream, TimelineEvent.FIRST_BYTE);
                });

        assertThat(event.getString("outcome")).isEqualTo("ok");
        assertThat(event.getLong("bytes")).isEqualTo(BYTES);
        assertThat(event.getInt("attempts")).isEqualTo(1);
        assertThat(event.getString("model")).isEqualTo("eleven_x");
        assertThat(event.getString("format")).isEqualTo("mp3_44100_128");
        assertThat(event.getString("protocol")).isEqualTo("h2c");
        assertThat(event.getBoolean("connectionReused")).isFalse();
        assertThat(event.getString("requestId")).isEqualTo("req-7");
        assertThat(event.getDuration("firstByte")).isEqualTo(Duration.ofNanos(firstByte[0]));
        assertThat(event.getDuration("permit")).isLessThanOrEqualTo(event.getDuration("connected"));
        assertThat(event.getDuration("secured")).isLessThanOrEqualTo(event.getDuration("requestSent"));
        assertThat(event.getDuration("responseHeaders")).isLessThanOrEqualTo(event.getDuration("lastByte"));
        assertThat(event.getDuration("lastByte")).isLessThanOrEqualTo(event.getDuration("end"));
    }

    @Test
    void recordsTruncationAndBytesReceived() throws IOException {
        RecordedEvent event = record(
                stream -> stream.audio("audio/mpeg").data(new byte[BYTES]).cut(), stream -> {
                    assertThat(catchThrowable(stream::join)).isNotNull();
                });

        assertThat(event.getString("outcome")).isEqualTo("truncated");
        assertThat(event.getLong("bytes")).isEqualTo(BYTES);
        assertThat(event.getString("protocol")).isEqualTo("h2c");
        assertThat(event.getLong("lastByte")).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    void recordsCancellation() throws IOException {
        RecordedEvent event = record(stream -> {}, stream -> {
            stream.cancel();
            stream.join();
        });

        assertThat(event.getString("outcome")).isEqualTo("cancelled");
        assertThat(event.getString("requestId")).isNull();
        assertThat(event.getLong("firstByte")).isEqualTo(Long.MIN_VALUE);
    }
}
