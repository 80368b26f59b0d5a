package dev.parlando.internal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.credentials.ApiKey;
import dev.parlando.speech.SpeechResponse;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHeadersTest {
    private static final ApiKey KEY = ApiKey.of("sk_5ecret");

    private static Http2Headers typed(String contentType) {
        return new DefaultHttp2Headers().add("content-type", contentType);
    }

    @Test
    void parsesAllHeadersOfSuccessfulResponse() {
        Http2Headers headers = new DefaultHttp2Headers(false)
                .status("200")
                .add("content-type", "audio/mpeg")
                .add("request-id", "r1")
                .add("history-item-id", "not_stored")
                .add("character-cost", "22")
                .add("current-concurrent-requests", " 3 ")
                .add("maximum-concurrent-requests", "10")
                .add("workspace-concurrent-requests", "4")
                .add("x-region", "europe-west4")
                .add("x-trace-id", "t1")
                .add("tts-latency-ms", "164");
        assertThat(ResponseHeaders.status(headers)).isEqualTo(200);
        assertThat(ResponseHeaders.toResponse(headers, "h2", true, KEY))
                .isEqualTo(new SpeechResponse(
                        "h2",
                        true,
                        KEY.fingerprint(),
                        "audio/mpeg",
                        "r1",
                        "not_stored",
                        22,
                        3,
                        10,
                        4,
                        "europe-west4",
                        "t1",
                        164));
    }

    @Test
    void returnsNullForMissingHeaders() {
        assertThat(ResponseHeaders.toResponse(new DefaultHttp2Headers().status("200"), "h2c", false, null))
                .isEqualTo(new SpeechResponse(
                        "h2c", false, null, null, null, null, null, null, null, null, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "1.5", "99999999999", "0x10"})
    void ignoresInvalidNumbers(String value) {
        Http2Headers headers = new DefaultHttp2Headers().add("character-cost", value);
        assertThat(ResponseHeaders.toResponse(headers, "h2", true, KEY).characterCost())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({"200, 200", "404, 404", "abc, 0"})
    void parsesStatus(String value, int status) {
        assertThat(ResponseHeaders.status(new DefaultHttp2Headers(false).add(":status", value)))
                .isEqualTo(status);
    }

    @Test
    void returnsZeroForMissingStatus() {
        assertThat(ResponseHeaders.status(new DefaultHttp2Headers())).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "audio/mpeg",
                "audio/pcm",
                "audio/ogg",
                "Audio/MPEG; charset=binary",
                "application/octet-stream",
                "application/ogg"
            })
    void acceptsAudioContentTypes(String contentType) {
        assertThat(ResponseHeaders.mayBeAudio(typed(contentType), false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html; charset=utf-8", "text/plain", "x-audio/mpeg", "video/mp4"})
    void rejectsOtherContentTypes(String contentType) {
        assertThat(ResponseHeaders.mayBeAudio(typed(contentType), false)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"application/json; charset=utf-8, true", "application/x-ndjson, true", "text/html, false"})
    void recognizesJson(String contentType, boolean json) {
        assertThat(ResponseHeaders.isJson(typed(contentType))).isEqualTo(json);
        assertThat(ResponseHeaders.isJson(new DefaultHttp2Headers())).isFalse();
    }

    @Test
    void acceptsResponseWithoutContentType() {
        assertThat(ResponseHeaders.mayBeAudio(new DefaultHttp2Headers(), false)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "3 | Sat, 21 Nov 2026 10:00:00 GMT | 3",
                "0 | - | 0",
                "-7 | - | 0",
                "Sat, 21 Nov 2026 10:00:20 GMT | Sat, 21 Nov 2026 10:00:00 GMT | 20",
                "Sat, 21 Nov 2026 09:00:00 GMT | Sat, 21 Nov 2026 10:00:00 GMT | 0",
                "soon | - | -",
                "99999999999999999999 | - | -",
                "Sat, 21 Nov 2026 10:00:20 GMT | yesterday | -",
            })
    void parsesRetryAfter(String retryAfter, @Nullable String date, @Nullable Long seconds) {
        Http2Headers headers = new DefaultHttp2Headers().add("retry-after", retryAfter);
        if (date != null) {
            headers.add("date", date);
        }
        assertThat(ResponseHeaders.retryAfter(headers)).isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
    }

    @Test
    void acceptsOnlyUncompressedAudioWithStatus200() {
        Http2Headers head = new DefaultHttp2Headers().status("200").add("content-type", "audio/pcm");
        assertThat(ResponseHeaders.isAudio(head, false)).isTrue();
        assertThat(ResponseHeaders.isAudio(head.add("content-encoding", "identity"), false))
                .isTrue();
        assertThat(ResponseHeaders.isAudio(head.set("content-encoding", "gzip"), false))
                .isFalse();
        assertThat(ResponseHeaders.isAudio(typed("audio/pcm").status("204"), false))
                .isFalse();
        assertThat(ResponseHeaders.isAudio(typed("text/html").status("200"), false))
                .isFalse();
    }
}
