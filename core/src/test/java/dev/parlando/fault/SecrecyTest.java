package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.speech.SpeechRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Says that the key is in no log line, at any level, and in no exception. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SecrecyTest {
    private static final String SECRET = "sk_5c7ad1e0f1f9b2c3";

    @Test
    void theKeyIsNowhereEvenAtTrace() {
        Recorder recorder = new Recorder();
        Logger root = Logger.getLogger("");
        Level before = root.getLevel();
        root.addHandler(recorder);
        root.setLevel(Level.ALL);
        try (ScriptedServer server = ScriptedServer.start(SecrecyTest::refuseAndRepeatTheKey);
                SpeechEngine engine = SpeechEngine.builder()
                        .baseUrl(server.baseUrl())
                        .apiKey(ApiKey.of(SECRET))
                        .build()) {
            Collected collected = new Collected();
            engine.stream(SpeechRequest.builder("Hi").voice("v").build(), collected);
            StringWriter trace = new StringWriter();
            catchThrowable(collected::await).printStackTrace(new PrintWriter(trace));

            assertThat(trace.toString()).contains("invalid_api_key").doesNotContain(SECRET);
            assertThat(recorder.lines).isNotEmpty().noneMatch(line -> line.contains(SECRET));
        } finally {
            root.removeHandler(recorder);
            root.setLevel(before);
        }
    }

    private static void refuseAndRepeatTheKey(ScriptedStream stream) {
        byte[] body = ("{\"detail\":{\"status\":\"invalid_api_key\",\"message\":\"" + stream.header("xi-api-key")
                        + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
        stream.head(401, "content-type", "application/json").end(body);
    }

    /** Keeps every line that any logger writes. */
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
