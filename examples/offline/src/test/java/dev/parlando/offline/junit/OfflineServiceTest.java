package dev.parlando.offline.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.SpeechEngine;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.ParlandoException;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.load.AnswerFault;
import dev.parlando.offline.load.ConnectionFault;
import dev.parlando.offline.load.RequestTransport;
import dev.parlando.offline.load.ServiceLimits;
import dev.parlando.offline.load.SocketFaults;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The life of the extension, whose callbacks are called here as JUnit calls them. */
@Timeout(240)
@SuppressWarnings("NullAway") // The extension uses no context.
class OfflineServiceTest {
    private static final SpeechRequest REQUEST =
            SpeechRequest.builder("Hello").outputFormat(OutputFormat.PCM_16000).build();

    private static SpeechStream stream(SpeechEngine engine) {
        return engine.stream(REQUEST, chunk -> ChunkAction.CONTINUE);
    }

    @Test
    void classHasOneServerThatIsResetForEachTest() {
        OfflineService service = OfflineService.create();
        service.beforeAll(null);
        service.beforeEach(null);
        SpeechEngine first = service.engine();
        stream(first).join();
        service.answer(SpeechAnswer.noAudio());
        service.answerAlways(SpeechAnswer.noAudio());
        service.server().connectionFault(ConnectionFault.CLOSED);
        service.server().limits(ServiceLimits.DEFAULT.withMaximumConcurrent(1));
        OfflineVoiceServer server = service.server();
        service.afterEach(null);
        assertThatThrownBy(() -> stream(first)).isInstanceOf(ParlandoException.class);

        service.beforeEach(null);
        assertThat(service.server()).isSameAs(server);
        service.requests().assertCount(0);
        assertThat(server.limits()).isEqualTo(ServiceLimits.DEFAULT);
        stream(service.engine()).join();
        service.afterEach(null);
        service.afterAll(null);
        assertThatThrownBy(service::server).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void eachTestStartsWithTheLimitsOfTheBuilderAndWithoutSocketFaults() {
        ServiceLimits own = ServiceLimits.DEFAULT.withMaximumConcurrent(3);
        OfflineService service = OfflineService.of(OfflineVoiceServer.builder().limits(own));
        service.beforeAll(null);
        service.beforeEach(null);
        service.server().limits(own.withMaximumConcurrent(1));
        service.server().socketFaults(SocketFaults.NONE.withCloseCode(1011));
        service.afterEach(null);

        service.beforeEach(null);
        assertThat(service.server().limits()).isEqualTo(own);
        assertThat(service.server().socketFaults()).isEqualTo(SocketFaults.NONE);
        service.afterEach(null);
        service.afterAll(null);
    }

    @Test
    void engineOfAllTestsIsClosedWithTheServer() {
        OfflineService service = OfflineService.create().graceForTests(Duration.ofMillis(100));
        service.beforeAll(null);
        SpeechEngine engine = service.engine();
        stream(engine).join();
        service.afterAll(null);
        assertThatThrownBy(() -> stream(engine)).isInstanceOf(EngineClosedException.class);
    }

    @Test
    void testHasItsOwnServerWithoutAStaticField() {
        OfflineService service = OfflineService.create();
        service.beforeEach(null);
        OfflineVoiceServer first = service.server();
        service.afterEach(null);
        service.beforeEach(null);
        assertThat(service.server()).isNotSameAs(first);
        service.afterEach(null);
    }

    @Test
    void nestedClassesKeepTheServer() {
        OfflineService service = OfflineService.create();
        service.beforeAll(null);
        OfflineVoiceServer server = service.server();
        service.beforeAll(null);
        service.afterAll(null);
        assertThat(service.server()).isSameAs(server);
        service.afterAll(null);
    }

    @Test
    void engineTrustsTheCertificateOfTheServer() {
        OfflineService service = OfflineService.of(OfflineVoiceServer.builder().tls(true));
        service.beforeEach(null);
        stream(service.engine()).join();
        service.requests().only().assertCompleted();
        service.afterEach(null);
    }

    @Test
    void openConnectionOfAForgottenEngineIsReported() {
        OfflineService service = OfflineService.create().graceForTests(Duration.ofMillis(100));
        service.beforeEach(null);
        try (SpeechEngine forgotten = service.engineBuilder().build()) {
            stream(forgotten).join();
            assertThatThrownBy(() -> service.afterEach(null))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("1 connection")
                    .hasMessageContaining("was an engine not closed?");
        }
    }

    @Test
    void openRequestIsReported() {
        OfflineService service = OfflineService.create().graceForTests(Duration.ofMillis(100));
        service.beforeAll(null);
        service.beforeEach(null);
        service.answer(SpeechAnswer.tone(Duration.ofSeconds(1)).failingAfter(100, AnswerFault.STALL));
        try (SpeechEngine own = service.engineBuilder().build()) {
            stream(own);
            service.requests().await(1);
            assertThatThrownBy(() -> service.afterEach(null))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("a request: POST")
                    .hasMessageContaining("\"Hello\"");
        }
        service.afterAll(null);
    }

    @Test
    void openRequestAndConnectionsAreReportedTogether() {
        OfflineService service = OfflineService.create().graceForTests(Duration.ofMillis(100));
        service.beforeEach(null);
        service.answer(SpeechAnswer.noAudio().failing(AnswerFault.STALL));
        try (SpeechEngine first = service.engineBuilder().build();
                SpeechEngine second = service.engineBuilder().build()) {
            stream(first);
            service.requests().await(1);
            stream(second).join();
            assertThatThrownBy(() -> service.afterEach(null))
                    .hasMessageContaining("a request: POST")
                    .hasMessageContaining("2 connections");
        }
        assertThatThrownBy(service::server).isInstanceOf(IllegalStateException.class);
    }

    /** A WebSocket may stay open between texts, so that its connection alone must be closed. */
    @Test
    void openWebSocketIsAConnectionButNotARequest() {
        OfflineService service = OfflineService.create().graceForTests(Duration.ofMillis(100));
        service.beforeAll(null);
        service.beforeEach(null);
        URI uri = URI.create(service.baseUri().toString().replaceFirst("http", "ws") + "/v1/text-to-speech/"
                + OfflineVoiceServer.STANDARD_VOICE_ID + "/stream-input");
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("xi-api-key", service.apiKey())
                .buildAsync(uri, new WebSocket.Listener() {})
                .join();
        service.requests().await(1).only().assertTransport(RequestTransport.WEBSOCKET);

        assertThatCode(() -> service.afterEach(null)).doesNotThrowAnyException();
        assertThatThrownBy(() -> service.afterAll(null)).hasMessageContaining("1 connection");
        socket.abort();
    }

    @Test
    void openRequestIsPermittedOnDemand() {
        OfflineService service = OfflineService.create().allowLeftOpen();
        service.beforeEach(null);
        service.answer(SpeechAnswer.tone(Duration.ofSeconds(1)).failingAfter(100, AnswerFault.STALL));
        try (SpeechEngine own = service.engineBuilder().build()) {
            stream(own);
            service.requests().await(1);
            assertThatCode(() -> service.afterEach(null)).doesNotThrowAnyException();
        }
    }

    @Test
    void checksFailWithTheRequest() {
        OfflineService service = OfflineService.create();
        service.beforeEach(null);
        assertThatThrownBy(() -> service.requests().only()).hasMessage("expected 1 request but there were 0:");
        assertThatThrownBy(() -> service.requests().last()).isInstanceOf(AssertionError.class);
        stream(service.engine()).join();
        service.requests().only().assertCompleted();
        assertThatThrownBy(() -> service.requests().only().assertText("Bye"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected the text <Bye> but was <Hello> in POST")
                .hasMessageContaining("HTTP_2");
        assertThatThrownBy(() -> service.requests().only().assertHeader("traceparent", "1"))
                .hasMessageContaining("expected the header traceparent <1> but was <null>");
        assertThatThrownBy(() -> service.requests().only().assertCancelled())
                .hasMessageContaining("expected the outcome <CANCELLED> but was <COMPLETED>");
        assertThatThrownBy(() -> service.requests().assertTexts("Hello", "Bye"))
                .hasMessageContaining("expected the texts [Hello, Bye] but there were 1:");
        service.afterEach(null);
    }

    @Test
    void hundredServersLeaveNoThreadAndNoDescriptor() throws Exception {
        runServers(3);
        List<Path> descriptors = descriptors();
        runServers(100);
        for (Thread ending : threads()) {
            ending.join(5_000);
        }
        assertThat(threads()).isEmpty();
        assertThat(descriptors()).hasSizeLessThanOrEqualTo(descriptors.size());
    }

    private static void runServers(int count) {
        OfflineService service = OfflineService.create();
        for (int i = 0; i < count; i++) {
            service.beforeEach(null);
            service.answer(SpeechAnswer.tone(Duration.ofMillis(20)));
            stream(service.engine()).join();
            service.afterEach(null);
        }
    }

    /** Returns the threads of servers and engines. A thread may still be ending when its owner is closed. */
    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("parlando"))
                .toList();
    }

    /** Returns the open descriptors of this process; none on a system that does not list them. */
    private static List<Path> descriptors() throws IOException {
        Path folder = Path.of("/proc/self/fd");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> open = Files.list(folder)) {
            return open.toList();
        }
    }
}
