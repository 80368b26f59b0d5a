package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.SpeechRequest;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks that the wire log shows the frames and no secret. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WireLogTest {
    private static final Logger WIRE = Logger.getLogger("dev.parlando.wire");

    private final Lines lines = new Lines();

    @BeforeEach
    void listen() {
        WIRE.setLevel(Level.ALL);
        WIRE.addHandler(lines);
    }

    @AfterEach
    void stopListening() {
        WIRE.removeHandler(lines);
    }

    @Test
    void logsFramesWithoutKeyAndBodiesByLengthOnly() {
        try (ScriptedServer server = ScriptedServer.start(
                        stream -> stream.audio("audio/mpeg").end(new byte[77]));
                SpeechEngine engine = SpeechEngine.builder()
                        .baseUrl(server.baseUrl())
                        .apiKey(ApiKey.of("0123456789abcdef0123456789abcdef"))
                        .governor(GovernorSettings.OFF)
                        .build()) {
            CollectingHandler collected = new CollectingHandler();
            CallOptions options = CallOptions.DEFAULT
                    .withHeader("authorization", "GatewayToken opensesame")
                    .withHeader("x-tag", "shown");
            engine.stream(SpeechRequest.builder("Whisper").voice("v").build(), collected, options);
            collected.await();
        }
        List<String> said = List.copyOf(lines.said);
        assertThat(said)
                .anyMatch(line -> line.contains("OUTBOUND HEADERS") && line.contains("xi-api-key: [redacted]"))
                .anyMatch(line -> line.contains("INBOUND DATA") && line.contains("length=77"))
                .anyMatch(line -> line.contains("authorization: [redacted]") && line.contains("x-tag: shown"))
                .noneMatch(line -> line.contains("0123456789abcdef") || line.contains("Whisper"))
                .noneMatch(line -> line.contains("opensesame"));
    }

    private static final class Lines extends Handler {
        final Queue<String> said = new ConcurrentLinkedQueue<>();
        private final SimpleFormatter formatter = new SimpleFormatter();

        Lines() {
            setLevel(Level.ALL);
        }

        @Override
        public void publish(LogRecord entry) {
            said.add(formatter.formatMessage(entry));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
