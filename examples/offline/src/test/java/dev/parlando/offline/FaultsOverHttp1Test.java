package dev.parlando.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.offline.load.AnswerFault;
import dev.parlando.offline.load.RequestOutcome;
import dev.parlando.offline.load.RequestTransport;
import java.io.IOException;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Scripted faults over HTTP/1.1, received by the client of the JDK. */
@Timeout(60)
class FaultsOverHttp1Test {
    private static final String HELLO = "{\"text\":\"Hello.\"}";
    private static final String STREAM = "/stream?output_format=pcm_16000";
    private static final SpeechAnswer SECOND = SpeechAnswer.tone(Duration.ofSeconds(1));

    private final OfflineVoiceServer server =
            OfflineVoiceServer.builder().recordRequests(true).start();
    private final OfflineClient client = new OfflineClient(server, Version.HTTP_1_1);

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = AnswerFault.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"STALL", "GO_AWAY"})
    void breaksTheAnswerOff(AnswerFault fault) {
        server.answer(SECOND.failingAfter(1_000, fault));

        assertThatThrownBy(() -> client.speak(STREAM, HELLO)).isInstanceOf(IOException.class);

        server.requests().only().assertTransport(RequestTransport.HTTP_1_1).assertOutcome(RequestOutcome.BROKEN_OFF);
    }

    @Test
    void refusesToReportRequestsThatItDidNotRecord() {
        try (OfflineVoiceServer plain = OfflineVoiceServer.builder().start()) {
            assertThatThrownBy(plain::requests)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("recordRequests(true)");
        }
    }

    @Test
    void closesTheConnectionInsteadOfGoAway() throws Exception {
        server.answer(SECOND.failing(AnswerFault.GO_AWAY), SECOND, SECOND);

        HttpResponse<byte[]> last = client.speak(STREAM, HELLO);
        assertThat(last.headers().firstValue("connection")).contains("close");
        assertThat(last.body()).hasSize(32_000);
        for (int i = 0; i < 2; i++) {
            assertThat(client.speak(STREAM, HELLO).body()).hasSize(32_000);
        }

        assertThat(server.requests().list())
                .extracting(RecordedRequest::connection)
                .containsExactly(1, 2, 2);
    }
}
