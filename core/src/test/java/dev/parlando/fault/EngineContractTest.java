package dev.parlando.fault;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.governor.Priority;
import dev.parlando.network.RetryPolicy;
import dev.parlando.speech.SpeechSource;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** Tests the contract of the engine, and of a source that wraps it. */
class EngineContractTest extends SpeechSourceContract {
    private final ScriptedServer server = ScriptedServer.start(stream -> stream.audio("audio/pcm")
            .data(new byte[] {1, 2, 3})
            .data(new byte[] {4, 5, 6})
            .end());
    private final SpeechEngine engine = SpeechEngine.builder()
            .baseUrl(server.baseUrl())
            .apiKey(ApiKey.of(FaultFixture.KEY))
            .retryPolicy(RetryPolicy.NONE)
            .build();

    @AfterEach
    void close() {
        engine.close();
        server.close();
    }

    @Override
    protected SpeechSource source() {
        return engine;
    }

    /** A source that wraps the engine and changes the options. */
    @Nested
    class Wrapped extends SpeechSourceContract {
        @Override
        protected SpeechSource source() {
            return (request, handler, options) -> engine.stream(
                    request, handler, Objects.requireNonNull(options, "options").withPriority(Priority.LIVE));
        }
    }
}
