package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.network.RetryPolicy;
import dev.parlando.speech.SpeechRequest;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests for the lookup of the voice of requests that name none. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DefaultVoiceTest {
    private final Queue<String> spokenPaths = new ConcurrentLinkedQueue<>();
    private volatile int listStatus = 200;
    private volatile String listedVoice = "first";
    private volatile String deletedVoice = "";

    private void answer(ScriptedStream stream) {
        if (stream.path().startsWith("/v2/voices")) {
            json(stream, listStatus, "{\"voices\":[{\"voice_id\":\"" + listedVoice + "\"}]}");
            return;
        }
        spokenPaths.add(stream.path().replaceAll(".*text-to-speech/|/stream.*", ""));
        if (stream.path().contains("/" + deletedVoice + "/")) {
            json(stream, 404, "{\"detail\":{\"status\":\"voice_not_found\",\"message\":\"m\"}}");
        } else {
            stream.audio("audio/mpeg").end(new byte[1]);
        }
    }

    private static void json(ScriptedStream stream, int status, String body) {
        stream.head(status, "content-type", "application/json").end(body.getBytes(StandardCharsets.UTF_8));
    }

    private static SpeechEngine engine(ScriptedServer server, @Nullable String voiceId) {
        var builder = SpeechEngine.builder()
                .baseUrl(server.baseUrl())
                .apiKey(ApiKey.of(FaultFixture.KEY))
                .retryPolicy(RetryPolicy.NONE);
        return (voiceId == null ? builder : builder.defaultVoice(voiceId)).build();
    }

    private static StreamOutcome speak(SpeechEngine engine) {
        return StreamOutcome.of(engine.stream(SpeechRequest.of("Hello"), new CollectingHandler()));
    }

    @Test
    void looksUpVoiceAgainAfterFailedLookup() {
        try (ScriptedServer server = ScriptedServer.start(this::answer);
                SpeechEngine engine = engine(server, null)) {
            listStatus = 422;
            assertThat(speak(engine).error()).isInstanceOf(RequestRejectedException.class);
            listStatus = 200;
            assertThat(speak(engine).error()).isNull();
            assertThat(spokenPaths).containsExactly("first");
        }
    }

    @Test
    void reportsRefusalOfLookupWhoseBodyBreaksOff() {
        try (ScriptedServer server = ScriptedServer.start(stream -> stream.head(422, "content-type", "application/json")
                        .data("{\"detail\":{\"status\":\"s\",\"message\":\"no voices".getBytes(StandardCharsets.UTF_8))
                        .cut());
                SpeechEngine engine = engine(server, null)) {
            assertThat(speak(engine).error())
                    .isInstanceOf(RequestRejectedException.class)
                    .hasMessageContaining("422")
                    .hasMessageContaining("no voices");
        }
    }

    @Test
    void looksUpVoiceAgainAfterItWasDeleted() {
        try (ScriptedServer server = ScriptedServer.start(this::answer);
                SpeechEngine engine = engine(server, null)) {
            assertThat(speak(engine).error()).isNull();
            deletedVoice = "first";
            listedVoice = "second";
            assertThat(speak(engine).error()).isInstanceOf(RequestRejectedException.class);
            assertThat(speak(engine).error()).isNull();
            assertThat(spokenPaths).containsExactly("first", "first", "second");
        }
    }

    @Test
    void keepsConfiguredVoiceThatWasDeleted() {
        deletedVoice = "mine";
        try (ScriptedServer server = ScriptedServer.start(this::answer);
                SpeechEngine engine = engine(server, "mine")) {
            speak(engine);
            speak(engine);
            assertThat(spokenPaths).containsExactly("mine", "mine");
        }
    }
}
