package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeyProvider;
import dev.parlando.credentials.ApiKeys;
import dev.parlando.error.AuthenticationException;
import dev.parlando.error.ErrorCategory;
import dev.parlando.error.ParlandoException;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.AttemptRecord;
import dev.parlando.voice.VoiceQuery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests for the response to a rejected key, and to a change of the provided keys. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KeyFailoverTest {
    private static final ApiKey FIRST = ApiKey.of("sk_5ecret_first");
    private static final ApiKey SECOND = ApiKey.of("sk_5ecret_second");
    private static final byte[] AUDIO = {1, 2, 3, 4};

    private final Queue<String> keysSeen = new ConcurrentLinkedQueue<>();
    private final Map<String, Refused> refused = new ConcurrentHashMap<>();
    private final Queue<ScriptedStream> held = new ConcurrentLinkedQueue<>();
    private volatile boolean hold;
    private volatile ApiKeys keys = new ApiKeys(FIRST, SECOND);

    private record Refused(int status, String reason) {}

    @ParameterizedTest
    @CsvSource({
        "400, invalid_api_key",
        "401, invalid_api_key",
        "401, api_key_disabled",
        "403, exposed_publicly",
        "401, self_disabled"
    })
    void retriesWithStandbyKeyWhenKeyIsInvalid(int status, String reason) {
        refused.put(FIRST.reveal(), new Refused(status, reason));
        try (ScriptedServer server = ScriptedServer.start(this::answer);
                SpeechEngine engine = engine(server)) {
            assertThat(speak(engine).await().collected().bytes()).isEqualTo(AUDIO);
            assertThat(keysSeen).containsExactly(FIRST.reveal(), SECOND.reveal());
            assertThat(engine.credentials().fingerprint()).isEqualTo(SECOND.fingerprint());
            speak(engine).await();
            assertThat(keysSeen).last().isEqualTo(SECOND.reveal());
        }
    }

    @Test
    void recordsKeyFingerprintOfEachAttempt() {
        refused.put(FIRST.reveal(), new Refused(401, "invalid_api_key"));
        try (ScriptedServer server = ScriptedServer.start(this::answer);
                SpeechEngine engine = engine(server)) {
            List<AttemptRecord> attempts =
                    speak(engine).await().stream().timeline().attempts();
            assertThat(attempts)
                    .extracting(AttemptRecord::keyFingerprint)
                    .containsExactly(FIRST.fingerprint(), SECOND.fingerprint());
            assertThat(attempts.get(0).failure()).isInstanceOf(AuthenticationException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "401, missing_permissions, AUTHENTICATION",
        "401, quota_exceeded, REJECTED",
        "402, insufficient_credits, REJECTED",
        "403, ip_not_allowed, REJECTED",
        "401, needs_authorization, AUTHENTICATION"
    })
    void keepsValidKeyWhenRequestIsRefused(int status, String reason, ErrorCategory category) {
        refused.put(FIRST.reveal(), new Refused(status, reason));
        try (ScriptedServer server = ScriptedServer.start(this::answer);
                SpeechEngine engine = engine(server)) {
            ParlandoException error = catchThrowableOfType(
                    ParlandoException.class, () -> speak(engine).await());
            assertThat(error.category()).isEqualTo(category);
            assertThat(keysSeen).containsExactly(FIRST.reveal());
        }
    }

    @Test
    void failsOverOncePerRequest() {
        refused.put(FIRST.reveal(), new Refused(401, "invalid_api_key"));
        refused.put(SECOND.reveal(), new Refused(401, "invalid_api_key"));
        try (ScriptedServer server = ScriptedServer.start(this::answer);
                SpeechEngine engine = engine(server)) {
            assertThatThrownBy(() -> speak(engine).await())
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining(SECOND.fingerprint());
            assertThat(keysSeen).containsExactly(FIRST.reveal(), SECOND.reveal());
        }
    }

    @Test
    void failsOverForVoiceListing() {
        refused.put(FIRST.reveal(), new Refused(401, "invalid_api_key"));
        try (ScriptedServer server = ScriptedServer.start(this::answer);
                SpeechEngine engine = engine(server)) {
            assertThat(engine.voices(VoiceQuery.ALL)
                            .toCompletableFuture()
                            .join()
                            .voices())
                    .isEmpty();
            assertThat(keysSeen).containsExactly(FIRST.reveal(), SECOND.reveal());
        }
    }

    @Test
    void doesNotFailOverWhenDisablingOwnKey() {
        refused.put(FIRST.reveal(), new Refused(401, "api_key_disabled"));
        try (ScriptedServer server = ScriptedServer.start(this::answer);
                SpeechEngine engine = engine(server)) {
            assertThatThrownBy(() -> engine.account()
                            .disableOwnKey()
                            .toCompletableFuture()
                            .join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(AuthenticationException.class);
            assertThat(keysSeen).containsExactly(FIRST.reveal());
        }
    }

    @Test
    void requestsNewKeyFromProviderBeforeFailing() {
        keys = ApiKeys.of(FIRST);
        refused.put(FIRST.reveal(), new Refused(401, "invalid_api_key"));
        try (ScriptedServer server = ScriptedServer.start(this::answer);
                SpeechEngine engine = engine(server)) {
            keys = ApiKeys.of(SECOND);
            speak(engine).await();
            assertThat(keysSeen).containsExactly(FIRST.reveal(), SECOND.reveal());
        }
    }

    @Test
    void finishesRunningRequestWithItsKeyAfterKeyChange() {
        hold = true;
        try (ScriptedServer server = ScriptedServer.start(this::answer);
                SpeechEngine engine = engine(server)) {
            Spoken running = speak(engine);
            running.stream().response().toCompletableFuture().join();
            hold = false;
            keys = new ApiKeys(SECOND, FIRST);
            engine.credentials().refresh().toCompletableFuture().join();
            speak(engine).await();
            held.remove().end(AUDIO);
            assertThat(running.await().collected().bytes()).hasSize(AUDIO.length + 1);
            assertThat(keysSeen).containsExactly(FIRST.reveal(), SECOND.reveal());
        }
    }

    private SpeechEngine engine(ScriptedServer server) {
        return SpeechEngine.builder()
                .baseUrl(server.baseUrl())
                .apiKeys((ApiKeyProvider) () -> keys)
                .keyRefreshInterval(Duration.ofDays(1))
                .governor(GovernorSettings.OFF)
                .build();
    }

    private record Spoken(CollectingHandler collected, SpeechStream stream) {
        Spoken await() {
            collected.await();
            return this;
        }
    }

    private static Spoken speak(SpeechEngine engine) {
        CollectingHandler collected = new CollectingHandler();
        return new Spoken(
                collected, engine.stream(SpeechRequest.builder("Hi").voice("v").build(), collected));
    }

    private void answer(ScriptedStream stream) {
        String key = String.valueOf(stream.header("xi-api-key"));
        keysSeen.add(key);
        @Nullable Refused refusal = refused.get(key);
        if (refusal != null) {
            byte[] body = ("{\"detail\":{\"status\":\"" + refusal.reason() + "\"}}").getBytes(StandardCharsets.UTF_8);
            stream.head(refusal.status(), "content-type", "application/json").end(body);
        } else if (stream.path().startsWith("/v2/voices")) {
            stream.head(200, "content-type", "application/json")
                    .end("{\"voices\":[]}".getBytes(StandardCharsets.UTF_8));
        } else if (hold) {
            stream.head(200, "content-type", "audio/mpeg").data(new byte[] {0});
            held.add(stream);
        } else {
            stream.head(200, "content-type", "audio/mpeg").end(AUDIO);
        }
    }
}
