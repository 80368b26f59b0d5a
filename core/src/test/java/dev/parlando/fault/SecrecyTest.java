package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.credentials.ApiKey;
import dev.parlando.network.Proxy;
import dev.parlando.speech.SpeechRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks that no secret appears in a log line, at any level, or in an exception. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SecrecyTest {
    private static final String SECRET = "sk_5c7ad1e0f1f9b2c3";
    private static final String PASSWORD = "hidden-4711";

    @Test
    void keepsKeyOutOfTraceLogsAndErrors() {
        try (ScriptedServer server = ScriptedServer.start(SecrecyTest::refuseAndRepeatTheKey)) {
            String trace = failAtTrace(SpeechEngine.builder().baseUrl(server.baseUrl()), SECRET);
            assertThat(trace).contains("invalid_api_key");
        }
    }

    @Test
    void keepsProxyPasswordOutOfTraceLogsAndErrors() throws IOException {
        try (ScriptedProxy proxy = ScriptedProxy.start(SecrecyTest::refuseAndRepeatTheRequest)) {
            SpeechEngineBuilder builder = SpeechEngine.builder()
                    .baseUrl("http://speech.test")
                    .allowKeyInCleartext()
                    .proxy(Proxy.http("127.0.0.1", proxy.port()).withCredentials("ada", PASSWORD));
            String encoded = Base64.getEncoder().encodeToString(("ada:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
            assertThat(failAtTrace(builder, SECRET, PASSWORD, encoded)).contains("refused the user");
            assertThat(proxy.asked()).singleElement().asString().contains(encoded);
        }
    }

    /** Fails to speak and returns the stack trace. Checks that neither the trace nor a log line contains a secret. */
    private static String failAtTrace(SpeechEngineBuilder builder, String... secrets) {
        Recorder recorder = new Recorder();
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        root.addHandler(recorder);
        root.setLevel(Level.ALL);
        try (SpeechEngine engine = builder.apiKey(ApiKey.of(SECRET)).build()) {
            CollectingHandler collected = new CollectingHandler();
            engine.stream(SpeechRequest.builder("Hi").voice("v").build(), collected);
            StringWriter trace = new StringWriter();
            catchThrowable(collected::await).printStackTrace(new PrintWriter(trace));

            assertThat(trace.toString()).doesNotContain(secrets);
            for (String secret : secrets) {
                assertThat(recorder.lines).isNotEmpty().noneMatch(line -> line.contains(secret));
            }
            return trace.toString();
        } finally {
            root.removeHandler(recorder);
            root.setLevel(before);
        }
    }

    private static void refuseAndRepeatTheRequest(ScriptedProxy.Client client) throws IOException {
        String head = client.head();
        client.note(head);
        client.send(
                "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: " + head.length() + "\r\n\r\n" + head);
        client.awaitEnd();
    }

    private static void refuseAndRepeatTheKey(ScriptedStream stream) {
        byte[] body = ("{\"detail\":{\"status\":\"invalid_api_key\",\"message\":\"" + stream.header("xi-api-key")
                        + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
        stream.head(401, "content-type", "application/json").end(body);
    }

    /** Records every line of every logger. */
    private static final class Recorder extends Handler {
        final Queue<String> lines = new ConcurrentLinkedQueue<>();
        private final SimpleFormatter formatter = new SimpleFormatter();

        Recorder() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord record) {
            lines.add(formatter.format(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
