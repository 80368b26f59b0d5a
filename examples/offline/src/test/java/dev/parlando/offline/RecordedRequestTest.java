package dev.parlando.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.offline.load.RequestOutcome;
import dev.parlando.offline.load.RequestTransport;
import java.net.http.HttpClient.Version;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The checks of recorded requests, each with the right and with a wrong value. */
@Timeout(60)
class RecordedRequestTest {
    private final OfflineVoiceServer server =
            OfflineVoiceServer.builder().recordRequests(true).start();

    @BeforeEach
    void speak() throws Exception {
        speak("Hello.");
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void speak(String text) throws Exception {
        new OfflineClient(server, Version.HTTP_1_1)
                .speak(
                        "/stream?output_format=pcm_16000",
                        "{\"text\":\"" + text + "\",\"model_id\":\"eleven_flash_v2_5\"}");
    }

    static Stream<Arguments> checks() {
        return Stream.of(
                check("text", "Hello.", "Bye.", RecordedRequest::assertText),
                check("voice", OfflineVoiceServer.STANDARD_VOICE_ID, "other", RecordedRequest::assertVoice),
                check("model", "eleven_flash_v2_5", "eleven_v3", RecordedRequest::assertModel),
                check("format", "pcm_16000", "pcm_8000", RecordedRequest::assertFormat),
                check(
                        "transport",
                        RequestTransport.HTTP_1_1,
                        RequestTransport.HTTP_2,
                        RecordedRequest::assertTransport),
                check("outcome", RequestOutcome.COMPLETED, RequestOutcome.OPEN, RecordedRequest::assertOutcome));
    }

    private interface Check<T> {
        RecordedRequest apply(RecordedRequest request, T expected);
    }

    private static <T> Arguments check(String name, T right, T wrong, Check<T> check) {
        Function<RecordedRequest, RecordedRequest> passing = request -> check.apply(request, right);
        Function<RecordedRequest, RecordedRequest> failing = request -> check.apply(request, wrong);
        return Arguments.of("the " + name + " <" + wrong + "> but was <" + right + ">", passing, failing);
    }

    @ParameterizedTest
    @MethodSource("checks")
    void checkPassesOrShowsBothValues(
            String message,
            Function<RecordedRequest, RecordedRequest> passing,
            Function<RecordedRequest, RecordedRequest> failing) {
        RecordedRequest request = server.requests().only().assertCompleted();
        assertThat(passing.apply(request)).isSameAs(request);
        assertThatThrownBy(() -> failing.apply(request))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("expected " + message + " in POST /v1/text-to-speech/");
    }

    @Test
    void headerHasAnyCase() {
        RecordedRequest request = server.requests().only();
        String agent = request.header("User-Agent").orElseThrow();
        request.assertHeader("USER-AGENT", agent);
        assertThatThrownBy(() -> request.assertHeader("user-agent", "other"))
                .hasMessageContaining("header user-agent <other> but was <" + agent + ">");
    }

    @Test
    void checksOfAllRequestsListThem() throws Exception {
        speak("Bye.");
        RecordedRequests all = server.requests();
        all.assertCount(2).assertTexts("Hello.", "Bye.").await(2).last().assertText("Bye.");
        assertThatThrownBy(() -> all.assertCount(1)).hasMessageStartingWith("expected 1 request but there were 2:");
        assertThatThrownBy(() -> all.assertCount(3)).hasMessageContaining("expected 3 requests but there were 2:");
        assertThatThrownBy(all::only)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("\"Hello.\"")
                .hasMessageContaining("\"Bye.\"");
        assertThatThrownBy(() -> all.assertTexts("Bye.", "Hello.")).isInstanceOf(AssertionError.class);
    }
}
