package dev.parlando.command.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.command.bench.result.Stage;
import dev.parlando.command.bench.result.StreamGroup;
import dev.parlando.command.bench.result.StreamResult;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.telemetry.TimelineEvent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamMeasurementTest {
    private static final long RUN_NANOS = 5_000_000_000L;

    private final FixedTimeline timeline = new FixedTimeline()
            .at(TimelineEvent.PERMIT, 100)
            .at(TimelineEvent.CONNECTED, 1_100)
            .at(TimelineEvent.SECURED, 3_100)
            .at(TimelineEvent.REQUEST_SENT, 3_200)
            .at(TimelineEvent.RESPONSE_HEADERS, 20_000)
            .at(TimelineEvent.FIRST_BYTE, 20_500)
            .at(TimelineEvent.FIRST_PCM, 21_000)
            .at(TimelineEvent.FIRST_HEARD, 61_000)
            .at(TimelineEvent.LAST_BYTE, 90_000);

    @Test
    void stagesAddUpToEachLatency() {
        StreamMeasurement measurement = measurement(null);
        measurement.nameLookup(400_000);
        StreamResult result =
                measurement.result(timeline, audible(), new StreamMeasurement.Heard(10_000, 2), null, false);
        assertThat(result.stages())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        Stage.QUEUE, 100L,
                        Stage.DNS, 400L,
                        Stage.CONNECT, 600L,
                        Stage.TLS, 2_000L,
                        Stage.REQUEST, 100L,
                        Stage.HEADERS, 16_800L,
                        Stage.FIRST_BYTE, 500L,
                        Stage.FIRST_DECODED, 500L,
                        Stage.LEADING_SILENCE, 86_000L,
                        Stage.DEVICE, 40_000L));
        assertThat(result.ttfbMicros()).isEqualTo(20_500);
        assertThat(result.ttfaMicros()).isEqualTo(107_000);
        assertThat(result.earMicros()).isEqualTo(147_000);
        assertThat(result.totalMicros()).isEqualTo(90_000);
        assertThat(result.underruns()).isEqualTo(2);
        assertThat(result.outcome()).isEqualTo("completed");
    }

    @Test
    void latenciesCountFromPlannedStart() {
        StreamResult result = measurement(RUN_NANOS - 3_000_000).result(timeline, audible(), null, null, false);
        assertThat(result.intendedMicros()).isEqualTo(-3_000);
        assertThat(result.stages()).containsEntry(Stage.SCHEDULE, 10_000L);
        assertThat(result.ttfbMicros()).isEqualTo(30_500);
        assertThat(result.totalMicros()).isEqualTo(100_000);
    }

    @Test
    void openConnectionHasNoHandshake() {
        timeline.at(TimelineEvent.CONNECTED, 100).at(TimelineEvent.SECURED, 100);
        assertThat(measurement(null)
                        .result(timeline, audible(), null, null, false)
                        .stages())
                .doesNotContainKeys(Stage.DNS, Stage.CONNECT, Stage.TLS)
                .containsEntry(Stage.REQUEST, 3_100L);
    }

    @Test
    void separatesTheTimeThatTheServerReports() {
        StreamProbe probe = audible();
        probe.onResponse(response(12));
        StreamResult result = measurement(null).result(timeline, probe, null, null, false);
        assertThat(result.stages()).containsEntry(Stage.SERVER, 12_000L).containsEntry(Stage.HEADERS, 4_800L);
        assertThat(result.ttfbMicros()).isEqualTo(20_500);
    }

    @ParameterizedTest
    @CsvSource({"17, 16800", "-1, 0"})
    void serverTakesNoLongerThanItsResponse(int reportedMillis, long serverMicros) {
        StreamProbe probe = audible();
        probe.onResponse(response(reportedMillis));
        StreamResult result = measurement(null).result(timeline, probe, null, null, false);
        assertThat(result.stages())
                .containsEntry(Stage.SERVER, serverMicros)
                .containsEntry(Stage.HEADERS, 16_800 - serverMicros);
    }

    private static SpeechResponse response(int latencyMillis) {
        return new SpeechResponse(
                "h2", true, null, null, null, null, null, null, null, null, null, null, latencyMillis);
    }

    @Test
    void silentAudioHasNoTimeToAudio() {
        StreamProbe silent = new StreamProbe(OutputFormat.PCM_16000);
        silent.onAudio(ByteBuffer.allocate(3_200), timeline);
        silent.onEnd(timeline);
        StreamResult result = measurement(null).result(timeline, silent, null, null, false);
        assertThat(result.ttfbMicros()).isEqualTo(20_500);
        assertThat(result.ttfaMicros()).isNull();
        assertThat(result.audioMicros()).isEqualTo(100_000);
    }

    @Test
    void failureKeepsStagesThatWereReached() {
        FixedTimeline refused =
                new FixedTimeline().at(TimelineEvent.PERMIT, 100).at(TimelineEvent.CONNECTED, 300);
        StreamResult result = measurement(null)
                .refused(refused, new TransportException("connection reset", null, RequestProgress.NOT_SENT));
        assertThat(result.outcome()).isEqualTo("transport");
        assertThat(result.message()).startsWith("connection reset");
        assertThat(result.stages()).containsOnlyKeys(Stage.QUEUE, Stage.CONNECT);
        assertThat(result.ttfbMicros()).isNull();
        assertThat(result.totalMicros()).isNull();
    }

    @Test
    void bodyOfAnotherFormatIsFailure() {
        StreamProbe probe = new StreamProbe(OutputFormat.MP3_44100_128);
        probe.onAudio(
                ByteBuffer.wrap("OggS and so on, which is not an MP3 frame".getBytes(StandardCharsets.UTF_8)),
                timeline);
        probe.onEnd(timeline);
        assertThat(measurement(null).result(timeline, probe, null, null, false).outcome())
                .isEqualTo("decode");
    }

    @Test
    void cancelledStreamIsNotCompleted() {
        assertThat(measurement(null)
                        .result(timeline, audible(), null, null, true)
                        .outcome())
                .isEqualTo("cancelled");
    }

    @Test
    void waitForLiveTextIsItsOwnStage() {
        timeline.withFirstAttemptAt(60);
        PlannedStream planned = planned();
        StreamResult result = new StreamMeasurement(planned, true, RUN_NANOS, null, RUN_NANOS)
                .result(timeline, audible(), null, null, false);
        assertThat(result.stages()).containsEntry(Stage.TEXT, 60L).containsEntry(Stage.QUEUE, 40L);
    }

    private static StreamMeasurement measurement(@Nullable Long intendedNanos) {
        return new StreamMeasurement(planned(), false, RUN_NANOS, intendedNanos, RUN_NANOS + 7_000_000);
    }

    private static PlannedStream planned() {
        SpeechRequest request = SpeechRequest.builder("Hello")
                .outputFormat(OutputFormat.PCM_16000)
                .build();
        return new PlannedStream(3, new StreamGroup("pcm_16000", "model", "voice", "here", 8), 0, 0, request);
    }

    /** Returns the probe of 100 ms of silence and a tone, audible from 96 ms. */
    private StreamProbe audible() {
        StreamProbe probe = new StreamProbe(OutputFormat.PCM_16000);
        ByteBuffer samples = ByteBuffer.allocate(200 * 32).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 3_200; i++) {
            samples.putShort((short) (i < 1_600 ? 0 : Math.round(3000 * Math.sin(2 * Math.PI * i / 16))));
        }
        probe.onAudio(samples.flip(), new FixedTimeline());
        probe.onEnd(timeline);
        return probe;
    }
}
