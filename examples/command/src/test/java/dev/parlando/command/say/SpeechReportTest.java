package dev.parlando.command.say;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parlando.error.CapacityException;
import dev.parlando.error.PlaybackException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.governor.LimitReason;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.telemetry.AttemptRecord;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SpeechReportTest {
    private static final SpeechResponse RESPONSE =
            new SpeechResponse("h2", true, "1a2b3c4d", "audio/mpeg", "req-1", null, 5, 1, 10, null, null, null, null);

    private final SpeechRequest request =
            SpeechRequest.builder("Hello").voice("v").model("m").build();
    private final MarkedTimeline timeline = new MarkedTimeline();
    private final SpeechReport report = new SpeechReport(request);

    @Test
    void reportsMeasuredValues() throws IOException {
        report.started(request, timeline);
        mark(2_000_000, TimelineEvent.CONNECTED);
        mark(9_500_000, TimelineEvent.SECURED);
        mark(12_345_678, TimelineEvent.FIRST_BYTE);
        mark(15_000_000, TimelineEvent.FIRST_PLAYED);
        mark(20_000_000, TimelineEvent.FIRST_HEARD);
        report.ended(new SpeechOutput.Outcome(new SpeechResult(RESPONSE, 4000, 3, false), 250.12345, 2));

        JsonNode json = json();
        assertThat(json.get("status").asText()).isEqualTo("ok");
        assertThat(json.get("voice_id").asText()).isEqualTo("v");
        assertThat(json.get("protocol").asText()).isEqualTo("h2");
        assertThat(json.get("character_cost").asInt()).isEqualTo(5);
        assertThat(json.get("connection_reused").asBoolean()).isTrue();
        assertThat(json.get("bytes").asInt()).isEqualTo(4000);
        assertThat(json.get("audio_ms").asDouble()).isEqualTo(250.123);
        assertThat(json.get("underruns").asInt()).isEqualTo(2);
        assertThat(json.get("tls_ms").asDouble()).isEqualTo(7.5);
        assertThat(json.get("ttfb_ms").asDouble()).isEqualTo(12.346);
        assertThat(json.get("ttfa_ms").asDouble()).isEqualTo(20);
        assertThat(json.get("timeline_ms").get("secured").asDouble()).isEqualTo(9.5);
        assertThat(json.get("timeline_ms").get("first_pcm").isNull()).isTrue();
    }

    @Test
    void reportsPermitWaitAndLimits() throws IOException {
        LimitSnapshot start =
                new LimitSnapshot("fingerprint", "turbo", 2, 1, 0, 0, null, null, null, 0, 0, LimitReason.INITIAL);
        LimitSnapshot known =
                new LimitSnapshot("fingerprint", "turbo", 7, 1, 3, 0, 10, 4, 5, 3.0004, 1, LimitReason.OTHERS);
        timeline.attempts.add(
                new AttemptRecord(1, null, 0, 1_500_000, 2_000_000, new CapacityException("full", null), start, null));
        timeline.attempts.add(new AttemptRecord(2, "1a2b3c4d", 0, 2_000_000, 9_000_000, null, start, known));
        report.started(request, timeline);
        report.ended(new SpeechOutput.Outcome(new SpeechResult(RESPONSE, 4000, 3, false), 250.0, 0));

        JsonNode json = json();
        assertThat(json.get("attempts").asInt()).isEqualTo(2);
        assertThat(json.get("permit_wait_ms").asDouble()).isEqualTo(3.5);
        assertThat(json.get("limit_at_admission").get("limit").asInt()).isEqualTo(2);
        assertThat(json.get("limit_at_admission").get("maximum").isNull()).isTrue();
        assertThat(json.get("limit_at_response").get("limit").asInt()).isEqualTo(7);
        assertThat(json.get("limit_at_response").get("others_in_use").asDouble())
                .isEqualTo(3.0);
        assertThat(json.get("limit_at_response").get("reason").asText()).isEqualTo("others");
    }

    @Test
    void reportsFailureWithReceivedBytes() throws IOException {
        report.started(request, timeline);
        mark(1_000_000, TimelineEvent.FIRST_BYTE);
        report.failed(new TruncatedAudioException("the audio\nbroke off", null, 77));

        JsonNode json = json();
        assertThat(json.get("status").asText()).isEqualTo("failed");
        assertThat(json.get("error").asText()).isEqualTo("truncated");
        assertThat(json.get("message").asText()).isEqualTo("the audio broke off; try again");
        assertThat(json.get("bytes").asInt()).isEqualTo(77);
        assertThat(json.get("ttfb_ms").asDouble()).isEqualTo(1);
        assertThat(json.get("request_id").isNull()).isTrue();
    }

    @Test
    void reportsStoppedSpeechAsCancelled() throws IOException {
        report.started(request, timeline);
        report.ended(new SpeechOutput.Outcome(new SpeechResult(null, 0, 0, true), null, 0));

        assertThat(json().get("status").asText()).isEqualTo("cancelled");
        assertThat(json().get("audio_ms").isNull()).isTrue();
    }

    @Test
    void printsNoTimesForSpeechThatNeverStarted() {
        report.failed(new PlaybackException("no device", null));
        StringWriter err = new StringWriter();
        report.printStats(new PrintWriter(err));

        assertThat(err.toString()).containsPattern("startup_ms +-\\R").containsPattern("  queued +-\\R");
    }

    private void mark(long at, TimelineEvent event) {
        timeline.nanos.put(event, at);
    }

    private JsonNode json() throws IOException {
        StringWriter out = new StringWriter();
        report.printJson(new PrintWriter(out));
        assertThat(out.toString().lines()).hasSize(1);
        return new JsonMapper().readTree(out.toString());
    }

    private static final class MarkedTimeline implements Timeline {
        private final Map<TimelineEvent, Long> nanos = new EnumMap<>(TimelineEvent.class);
        private final List<AttemptRecord> attempts = new ArrayList<>();

        @Override
        public OptionalLong nanos(TimelineEvent event) {
            return nanos.containsKey(event) ? OptionalLong.of(nanos.get(event)) : OptionalLong.empty();
        }

        @Override
        public List<AttemptRecord> attempts() {
            return attempts;
        }

        @Override
        public long elapsedNanos() {
            return 0;
        }
    }
}
