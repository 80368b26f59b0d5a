package dev.parlando.programs;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.offline.OfflineVoiceServer;

/** An engine with its own offline server, for the tests of the examples. */
public record OfflineEngine(OfflineVoiceServer server, SpeechEngine engine) implements AutoCloseable {
    public static OfflineEngine start() {
        OfflineVoiceServer server = OfflineVoiceServer.builder().start();
        SpeechEngine engine = SpeechEngine.builder()
                .baseUrl(server.baseUri())
                .apiKey(ApiKey.of(server.apiKey()))
                .defaultVoice(OfflineVoiceServer.STANDARD_VOICE_ID)
                .build();
        return new OfflineEngine(server, engine);
    }

    @Override
    public void close() {
        engine.close();
        server.close();
    }
}
