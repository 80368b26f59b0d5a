package dev.parlando.internal.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.speech.SpeechResponse;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHeadTest {
    private static Http2Headers typed(String contentType) {
        return new DefaultHttp2Headers().add("content-type", contentType);
    }

    @Test
    void readsEveryHeaderOfASuccess() {
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
                .add("x-trace-id", "t1");
        assertThat(ResponseHead.status(headers)).isEqualTo(200);
        assertThat(ResponseHead.read(headers, "h2", true))
                .isEqualTo(new SpeechResponse(
                        "h2", true, "audio/mpeg", "r1", "not_stored", 22, 3, 10, 4, "europe-west4", "t1"));
    }

    @Test
    void leavesOutWhatTheServerLeftOut() {
        assertThat(ResponseHead.read(new DefaultHttp2Headers().status("200"), "h2c", false))
                .isEqualTo(new SpeechResponse("h2c", false, null, null, null, null, null, null, null, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "many", "1.5", "99999999999", "0x10"})
    void passesOverNumbersThatAreNone(String value) {
        Http2Headers headers = new DefaultHttp2Headers().add("character-cost", value);
        assertThat(ResponseHead.read(headers, "h2", true).characterCost()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"200, 200", "404, 404", "abc, 0"})
    void readsTheStatus(String value, int status) {
        assertThat(ResponseHead.status(new DefaultHttp2Headers(false).add(":status", value)))
                .isEqualTo(status);
    }

    @Test
    void hasNoStatusWhenThereIsNone() {
        assertThat(ResponseHead.status(new DefaultHttp2Headers())).isZero();
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
    void believesThatTheseAreAudio(String contentType) {
        assertThat(ResponseHead.mayBeAudio(typed(contentType))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/html; charset=utf-8", "text/plain", "x-audio/mpeg", "video/mp4"})
    void doesNotPlayTheseTypes(String contentType) {
        assertThat(ResponseHead.mayBeAudio(typed(contentType))).isFalse();
    }

    @Test
    void believesAServerThatNamesNoType() {
        assertThat(ResponseHead.mayBeAudio(new DefaultHttp2Headers())).isTrue();
    }
}
