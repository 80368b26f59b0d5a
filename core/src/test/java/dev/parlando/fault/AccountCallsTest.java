package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.SpeechEngine;
import dev.parlando.account.IpRange;
import dev.parlando.account.KeySpec;
import dev.parlando.account.KeyUpdate;
import dev.parlando.account.Permissions;
import dev.parlando.account.SingleUseToken;
import dev.parlando.account.TokenType;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.AuthenticationException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.speech.VoiceSettings;
import dev.parlando.voice.VoiceQuery;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests for all calls on keys, the account and voices over a real loopback connection, with valid and invalid
 * arguments.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AccountCallsTest {
    private static final String SECRET = "sk_5ec4e7";
    private static final String LF = "line\nbreak";

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private volatile int status = 200;
    private volatile String answer = "{}";
    private final ScriptedServer server = ScriptedServer.start(this::serve);
    private final SpeechEngine engine = engine(server);

    private void serve(ScriptedStream stream) {
        seen.add(stream.header(":method") + " " + stream.path() + (stream.body().isEmpty() ? "" : " " + stream.body()));
        stream.head(status, "content-type", "application/json").end(answer.getBytes(StandardCharsets.UTF_8));
    }

    private static SpeechEngine engine(ScriptedServer server) {
        return SpeechEngine.builder()
                .baseUrl(server.baseUrl())
                .apiKey(ApiKey.of("sk_0123456789abcdef"))
                .closeGrace(Duration.ZERO)
                .governor(GovernorSettings.OFF)
                .build();
    }

    @AfterEach
    void close() {
        engine.close();
        server.close();
    }

    private static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }

    @Test
    void serviceAccounts() {
        answer = "{\"service-accounts\":[{\"service_account_user_id\":\"sa1\",\"api-keys\":[{\"key_id\":\"k1\"}]}]}";
        assertThat(join(engine.account().serviceAccounts()).get(0).keys()).hasSize(1);
        answer = "{\"service-account-user-id\":\"sa2\"}";
        assertThat(join(engine.account().createServiceAccount("prod"))).isEqualTo("sa2");
        assertThat(seen).containsExactly("GET /v1/service-accounts", "POST /v1/service-accounts {\"name\":\"prod\"}");
    }

    @Test
    void keys() {
        answer = "{\"api-keys\":[{\"key_id\":\"k1\",\"character_count\":7}]}";
        assertThat(join(engine.account().keys("sa1")).get(0).characterCount()).isEqualTo(7);
        answer = "{\"key_id\":\"k2\",\"xi-api-key\":\"" + SECRET + "\"}";
        KeySpec spec = KeySpec.of("tts", Permissions.of("text_to_speech")).withCharacterLimit(9);
        assertThat(join(engine.account().createKey("sa1", spec)).secret().reveal())
                .isEqualTo(SECRET);
        answer = "";
        join(engine.account().updateKey("sa1", "k2", KeyUpdate.NONE.enabled(false)));
        join(engine.account().deleteKey("sa1", "k2"));
        assertThat(seen)
                .containsExactly(
                        "GET /v1/service-accounts/sa1/api-keys",
                        "POST /v1/service-accounts/sa1/api-keys {\"name\":\"tts\",\"permissions\":[\"text_to_speech\"],"
                                + "\"character_limit\":9}",
                        "PATCH /v1/service-accounts/sa1/api-keys/k2 {\"is_enabled\":false}",
                        "DELETE /v1/service-accounts/sa1/api-keys/k2");
    }

    @Test
    void sendsOwnKeyTokenAndSubscriptionCalls() {
        join(engine.account().disableOwnKey());
        join(engine.account().allowThirdPartyDisabling(null));
        answer = "{\"token\":\"sutkn_1\"}";
        assertThat(join(engine.account().createToken(TokenType.TTS_WEBSOCKET)).reveal())
                .isEqualTo("sutkn_1");
        answer = "{\"tier\":\"free\"}";
        assertThat(join(engine.account().subscription()).tier()).isEqualTo("free");
        assertThat(seen)
                .containsExactly(
                        "POST /v1/workspaces/api-keys/disable?api_key_name=self",
                        "POST /v1/workspaces/api-keys/third-party-disabling {\"third_party_disable_allowed\":null}",
                        "POST /v1/single-use-token/tts_websocket",
                        "GET /v1/user/subscription");
    }

    @Test
    void fetchesVoiceAndVoiceSettings() {
        answer = "{\"voice_id\":\"v1\",\"name\":\"Ada\"}";
        assertThat(join(engine.voice("v1")).name()).isEqualTo("Ada");
        answer = "{\"speed\":1.1}";
        assertThat(join(engine.voiceSettings("v1"))).isEqualTo(VoiceSettings.STORED.withSpeed(1.1));
        assertThat(join(engine.defaultVoiceSettings()).speed()).isEqualTo(1.1);
        assertThat(seen)
                .containsExactly("GET /v1/voices/v1", "GET /v1/voices/v1/settings", "GET /v1/voices/settings/default");
    }

    @Test
    void reportsMissingPermission() {
        status = 401;
        answer = "{\"detail\":{\"status\":\"missing_permissions\",\"message\":\"needs service_account_write\"}}";
        assertThatThrownBy(() -> join(engine.account().serviceAccounts()))
                .hasCauseInstanceOf(AuthenticationException.class)
                .hasMessageContaining("service_account_write");
    }

    /** Creation is not retried after a 500, because it is not idempotent. Deleting and disabling are idempotent. */
    @Test
    void doesNotRetryCreation() {
        status = 500;
        answer = "{}";
        for (CompletionStage<?> creation : List.of(
                engine.account().createKey("sa1", KeySpec.of("a", Permissions.ALL)),
                engine.account().createServiceAccount("a"),
                engine.account().createToken(TokenType.BATCH_SCRIBE))) {
            assertThatThrownBy(() -> join(creation)).isInstanceOf(CompletionException.class);
        }
        assertThat(seen).hasSize(3);
    }

    static Stream<Consumer<SpeechEngine>> callsForSecrets() {
        return Stream.of(
                engine -> join(engine.account().createKey("sa1", KeySpec.of("a", Permissions.ALL))),
                engine -> join(engine.account().createToken(TokenType.TTS_WEBSOCKET)),
                engine -> join(engine.account().createServiceAccount("a")),
                engine -> join(engine.account().serviceAccounts()),
                engine -> join(engine.account().keys("sa1")),
                engine -> join(engine.voice("v1")),
                engine -> join(engine.voices(VoiceQuery.ALL)),
                engine -> join(engine.models()));
    }

    @ParameterizedTest
    @MethodSource("callsForSecrets")
    void keepsResponseBodyOutOfErrors(Consumer<SpeechEngine> call) {
        for (String body : List.of(
                "{\"xi-api-key\":\"" + SECRET + "\"",
                "{\"xi-api-key\":\"" + SECRET + "\",\"token\":[\"" + SECRET + "\"],\"api-keys\":\"" + SECRET + "\"}",
                "{\"key_id\":\"k\",\"xi-api-key\":\"" + SECRET + "\\u0000\",\"" + SECRET + "\":tru}",
                SECRET)) {
            answer = body;
            CompletionException failure = catchThrowableOfType(CompletionException.class, () -> call.accept(engine));
            assertThat(failure).hasCauseInstanceOf(UnexpectedResponseException.class);
            for (Throwable each = failure; each != null; each = each.getCause()) {
                assertThat(each.toString()).doesNotContain(SECRET).hasLineCount(1);
            }
        }
    }

    private static Arguments bad(String field, Consumer<SpeechEngine> call) {
        return Arguments.of(field, call);
    }

    private static KeySpec spec() {
        return KeySpec.of("a", Permissions.ALL);
    }

    private static List<IpRange> many() {
        return Collections.nCopies(101, IpRange.parse("203.0.113.7"));
    }

    static Stream<Arguments> badInput() {
        return Stream.of(
                bad("name", engine -> engine.account().createServiceAccount("")),
                bad("name", engine -> engine.account().createServiceAccount(" \u2003")),
                bad("name", engine -> engine.account().createServiceAccount(LF)),
                bad("name", engine -> engine.account().createServiceAccount("\uD83D")),
                bad("name", engine -> engine.account().createKey("sa1", KeySpec.of(" ", Permissions.ALL))),
                bad("name", engine -> KeyUpdate.NONE.name("")),
                bad("permissions", engine -> Permissions.of()),
                bad("permissions", engine -> Permissions.of("text to speech")),
                bad("permissions", engine -> Permissions.of("all", "text_to_speech")),
                bad("permissions", engine -> Permissions.of(LF)),
                bad("permissions", engine -> KeySpec.of("a", Permissions.NONE)),
                bad("permissions", engine -> KeyUpdate.NONE.permissions(Permissions.NONE)),
                bad("character_limit", engine -> spec().withCharacterLimit(-1)),
                bad("character_limit", engine -> KeyUpdate.NONE.characterLimit(-1)),
                bad("allowed_ips", engine -> spec().withAllowedIps(many())),
                bad("allowed_ips", engine -> KeyUpdate.NONE.allowedIps(many())),
                bad("allowed_ips", engine -> KeyUpdate.NONE.allowedIps(List.of())),
                bad("allowed_ips", engine -> IpRange.parse("example.org")),
                bad("update", engine -> engine.account().updateKey("sa1", "k1", KeyUpdate.NONE)),
                bad("service_account_user_id", engine -> engine.account().keys("")),
                bad("service_account_user_id", engine -> engine.account().keys("..")),
                bad("service_account_user_id", engine -> engine.account().createKey("a/b", spec())),
                bad("service_account_user_id", engine -> engine.account().keys("sa1?x=y")),
                bad("service_account_user_id", engine -> engine.account().keys("ä")),
                bad("api_key_id", engine -> engine.account().deleteKey("sa1", " ")),
                bad("api_key_id", engine -> engine.account().deleteKey("sa1", ".")),
                bad("api_key_id", engine -> engine.account().updateKey("sa1", LF, KeyUpdate.NONE.enabled(true))),
                bad("token", engine -> SingleUseToken.of(" ")),
                bad("voice_id", engine -> engine.voice("")),
                bad("voice_id", engine -> engine.voice("../models")),
                bad("voice_id", engine -> engine.voiceSettings(LF)),
                bad("page_size", engine -> VoiceQuery.builder().pageSize(0)),
                bad("page_size", engine -> VoiceQuery.builder().pageSize(101)),
                bad("search", engine -> VoiceQuery.builder().search(" ")),
                bad("search", engine -> VoiceQuery.builder().search("\uDE00")),
                bad("next_page_token", engine -> VoiceQuery.ALL.after("")),
                bad("sort", engine -> VoiceQuery.builder().sort("age")),
                bad("sort_direction", engine -> VoiceQuery.builder().sortDirection("up")),
                bad("voice_type", engine -> VoiceQuery.builder().voiceType("personnal")),
                bad("category", engine -> VoiceQuery.builder().category("Premade")),
                bad("category", engine -> VoiceQuery.builder().category(LF)),
                bad("fine_tuning_state", engine -> VoiceQuery.builder().fineTuningState("")),
                bad("collection_id", engine -> VoiceQuery.builder().collectionId("")),
                bad("gender", engine -> VoiceQuery.builder().gender("")),
                bad("age", engine -> VoiceQuery.builder().age(" ")),
                bad("accent", engine -> VoiceQuery.builder().accent("\t")),
                bad("language", engine -> VoiceQuery.builder().languages(List.of())),
                bad("language", engine -> VoiceQuery.builder().languages(List.of("en", ""))),
                bad("use_cases", engine -> VoiceQuery.builder().useCases(List.of(" "))),
                bad("min_notice_period_days", engine -> VoiceQuery.builder().minNoticePeriodDays(-1)),
                bad("voice_ids", engine -> VoiceQuery.builder().voiceIds(List.of())),
                bad("voice_ids", engine -> VoiceQuery.builder().voiceIds(List.of("a", "b c"))),
                bad("voice_ids", engine -> VoiceQuery.builder().voiceIds(Collections.nCopies(101, "a"))),
                bad("'page_size'", engine -> VoiceQuery.builder().other("page_size", "7")),
                bad("'a b'", engine -> VoiceQuery.builder().other("a b", "7")),
                bad("new_filter", engine -> VoiceQuery.builder().other("new_filter")),
                bad("new_filter", engine -> VoiceQuery.builder().other("new_filter", "")));
    }

    @ParameterizedTest
    @MethodSource("badInput")
    void reportsBadInputInOneLineWithoutConnecting(String field, Consumer<SpeechEngine> call) {
        InvalidRequestException refusal =
                catchThrowableOfType(InvalidRequestException.class, () -> call.accept(engine));
        assertThat(refusal.option()).isEqualTo(field);
        assertThat(refusal.getMessage()).startsWith(field + ": ").hasLineCount(1);
        assertThat(server.acceptedConnections()).isZero();
    }

    @Test
    void passesUnknownFilterValuesThrough() {
        answer = "{\"voices\":[]}";
        join(engine.voices(VoiceQuery.builder()
                .other("category", "whispered")
                .other("moods", "calm", "warm")
                .build()));
        assertThat(seen).containsExactly("GET /v2/voices?page_size=100&category=whispered&moods=calm&moods=warm");
    }
}
