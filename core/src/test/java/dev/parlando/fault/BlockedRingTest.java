package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechStream;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that a handler which blocks its ring thread is logged, and that its stream ends well. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BlockedRingTest {
    private static final int BYTES = 100_000;

    private final LogRecorder log = new LogRecorder("dev.parlando.internal.delivery.RingWatchdog", Level.WARNING);

    /** A handler that blocks in its first chunk until a warning has been logged. */
    private final class BlockingHandler implements ChunkHandler {
        @Override
        public ChunkAction onChunk(Chunk chunk) {
            blockUntilLogged();
            return ChunkAction.CONTINUE;
        }

        private void blockUntilLogged() {
            while (log.records().isEmpty()) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void logsBlockingHandlerOnceWithItsStackAndEndsStream() {
        try (log;
                ScriptedServer server = ScriptedServer.start(stream ->
                        stream.audio("audio/pcm").data(new byte[BYTES], 1000).end());
                SpeechEngine engine = SpeechEngine.builder()
                        .baseUrl(server.baseUrl())
                        .apiKey(ApiKey.of(FaultFixture.KEY))
                        .build()) {
            long startNanos = System.nanoTime();
            SpeechStream blocked = engine.stream(FaultFixture.request(), new BlockingHandler());
            assertThat(blocked.join().bytes()).isEqualTo(BYTES);
            assertThat(System.nanoTime() - startNanos).isGreaterThan(900_000_000);
            assertThat(FaultFixture.speak(engine).bytes()).isEqualTo(BYTES);
            assertThat(log.messages()).hasSize(1).first().asString().contains("parlando-ring-1", "HOLD");
            LogRecord warning = log.records().get(0);
            assertThat(warning.getThrown().getStackTrace())
                    .extracting(StackTraceElement::getMethodName)
                    .contains("blockUntilLogged");
        }
    }
}
