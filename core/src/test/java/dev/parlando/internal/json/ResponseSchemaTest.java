package dev.parlando.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.parlando.account.AccountKey;
import dev.parlando.account.ServiceAccount;
import dev.parlando.account.Subscription;
import dev.parlando.speech.VoiceSettings;
import dev.parlando.voice.FineTuning;
import dev.parlando.voice.Model;
import dev.parlando.voice.Voice;
import dev.parlando.voice.VoicePage;
import dev.parlando.voice.VoiceSample;
import dev.parlando.voice.VoiceSharing;
import dev.parlando.voice.VoiceVerification;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.BiConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tests of the response parsers with JSON generated from the service's OpenAPI description. */
class ResponseSchemaTest {
    private static final OpenApi API = new OpenApi();

    private static byte[] bytes(JsonNode answer) {
        return answer.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Runs the check with two generated responses: one that is valid by the schema, and a daring one as
     * {@link SchemaInstances} defines it.
     */
    private static void checkGenerated(long seed, String schema, BiConsumer<JsonNode, byte[]> check) {
        for (boolean daring : new boolean[] {false, true}) {
            JsonNode answer = new SchemaInstances(API, new Random(seed), daring).of(schema);
            if (!daring) {
                assertThat(API.problems(schema, answer)).isEmpty();
            }
            check.accept(answer, bytes(answer));
        }
    }

    private static void settings(JsonNode sent, VoiceSettings read) {
        assertThat(read.stability()).isEqualTo(number(sent, "stability"));
        assertThat(read.similarityBoost()).isEqualTo(number(sent, "similarity_boost"));
        assertThat(read.style()).isEqualTo(number(sent, "style"));
        assertThat(read.useSpeakerBoost())
                .isEqualTo(
                        sent.path("use_speaker_boost").isBoolean()
                                ? sent.get("use_speaker_boost").booleanValue()
                                : null);
        assertThat(read.speed()).isEqualTo(number(sent, "speed"));
    }

    private static @Nullable Double number(JsonNode sent, String name) {
        return sent.path(name).isNumber() && !isOutOfRange(name, sent.get(name))
                ? sent.get(name).doubleValue()
                : null;
    }

    /** Returns whether a request may not have a setting with this value. */
    private static boolean isOutOfRange(String name, JsonNode value) {
        double min = name.equals("speed") ? 0.7 : 0;
        double max = name.equals("speed") ? 1.2 : 1;
        return value.isNumber() && (value.doubleValue() < min || value.doubleValue() > max);
    }

    private static void voice(JsonNode sent, Voice read) {
        RecordCheck.check(sent, read);
        settings(sent.path("settings"), Objects.requireNonNullElse(read.settings(), VoiceSettings.STORED));
        Map<String, Object> unread = new HashMap<>();
        sent.path("settings").properties().stream()
                .filter(field -> field.getKey().startsWith(SchemaInstances.UNKNOWN)
                        || isOutOfRange(field.getKey(), field.getValue()))
                .forEach(
                        field -> unread.put(field.getKey(), Objects.requireNonNull(PlainJson.value(field.getValue()))));
        assertThat(read.other().getOrDefault("settings", Map.of())).isEqualTo(unread);
    }

    @Property(tries = 60, seed = "31", shrinking = ShrinkingMode.OFF)
    void voices(@ForAll long seed) {
        checkGenerated(seed, "GetVoicesV2ResponseModel", (answer, body) -> {
            VoicePage page = ResponseJson.voicePage(body);
            RecordCheck.check(answer, page);
            for (int i = 0; i < page.voices().size(); i++) {
                voice(answer.get("voices").get(i), page.voices().get(i));
            }
        });
    }

    @Property(tries = 150, seed = "32", shrinking = ShrinkingMode.OFF)
    void voice(@ForAll long seed) {
        checkGenerated(seed, "VoiceResponseModel", (answer, body) -> voice(answer, ResponseJson.voice(body)));
    }

    @Property(tries = 100, seed = "33", shrinking = ShrinkingMode.OFF)
    void voiceSettings(@ForAll long seed) {
        checkGenerated(
                seed,
                "VoiceSettingsResponseModel",
                (answer, body) -> settings(answer, ResponseJson.voiceSettings(body)));
    }

    @Property(tries = 100, seed = "34", shrinking = ShrinkingMode.OFF)
    void models(@ForAll long seed) {
        checkGenerated(seed, "ModelResponseModel", (answer, body) -> {
            ArrayNode list = OpenApi.JSON.createArrayNode().add(answer);
            RecordCheck.check(answer, ResponseJson.models(bytes(list)).get(0));
        });
    }

    @Property(tries = 100, seed = "35", shrinking = ShrinkingMode.OFF)
    void serviceAccounts(@ForAll long seed) {
        checkGenerated(seed, "WorkspaceServiceAccountListResponseModel", (answer, body) -> {
            JsonNode accounts = answer.get("service-accounts");
            assertThat(AccountJson.serviceAccounts(body)).hasSameSizeAs(accounts);
            for (int i = 0; i < accounts.size(); i++) {
                RecordCheck.check(
                        accounts.get(i), AccountJson.serviceAccounts(body).get(i));
            }
        });
    }

    @Property(tries = 100, seed = "36", shrinking = ShrinkingMode.OFF)
    void keys(@ForAll long seed) {
        checkGenerated(seed, "WorkspaceApiKeyListResponseModel", (answer, body) -> {
            JsonNode keys = answer.get("api-keys");
            assertThat(AccountJson.keys(body)).hasSameSizeAs(keys);
            for (int i = 0; i < keys.size(); i++) {
                RecordCheck.check(keys.get(i), AccountJson.keys(body).get(i));
            }
        });
    }

    @Property(tries = 100, seed = "37", shrinking = ShrinkingMode.OFF)
    void subscription(@ForAll long seed) {
        checkGenerated(seed, "ExtendedSubscriptionResponseModel", (answer, body) -> {
            Subscription plan = AccountJson.subscription(body);
            RecordCheck.check(answer, plan);
            JsonNode overage = answer.path("current_overage");
            assertThat(plan.overage()).isEqualTo(overage.path("amount").textValue());
            assertThat(plan.currency()).isEqualTo(overage.path("currency").textValue());
            assertThat(plan.other().get("currency"))
                    .isEqualTo(answer.path("currency").textValue());
            JsonNode extension = answer.path("max_credit_limit_extension");
            assertThat(plan.maxCreditLimitExtension())
                    .isEqualTo(
                            extension.isNumber()
                                    ? Long.valueOf(extension.longValue())
                                    : extension.isTextual() ? (Long) Long.MAX_VALUE : null);
        });
    }

    @Property(tries = 50, seed = "38", shrinking = ShrinkingMode.OFF)
    void readsCreatedKeyAccountAndToken(@ForAll long seed) {
        checkGenerated(seed, "WorkspaceCreateApiKeyResponseModel", (answer, body) -> {
            assertThat(AccountJson.createdKey(body).keyId())
                    .isEqualTo(answer.get("key_id").asText());
            assertThat(AccountJson.createdKey(body).secret().reveal())
                    .isEqualTo(answer.get("xi-api-key").asText());
        });
        checkGenerated(seed, "WorkspaceCreateServiceAccountResponseModel", (answer, body) -> assertThat(
                        AccountJson.createdServiceAccount(body))
                .isEqualTo(answer.get("service-account-user-id").asText()));
        checkGenerated(seed, "SingleUseTokenResponseModel", (answer, body) -> assertThat(
                        AccountJson.token(body).reveal())
                .isEqualTo(answer.get("token").asText()));
    }

    @Test
    void providesAccessorForEveryField() {
        Map<String, Class<?>> records = Map.ofEntries(
                Map.entry("GetVoicesV2ResponseModel", VoicePage.class),
                Map.entry("VoiceResponseModel", Voice.class),
                Map.entry("VerifiedVoiceLanguageResponseModel", Voice.VerifiedLanguage.class),
                Map.entry("SampleResponseModel", VoiceSample.class),
                Map.entry("SpeakerSeparationResponseModel", VoiceSample.SpeakerSeparation.class),
                Map.entry("SpeakerResponseModel", VoiceSample.Speaker.class),
                Map.entry("UtteranceResponseModel", VoiceSample.Utterance.class),
                Map.entry("FineTuningResponseModel", FineTuning.class),
                Map.entry("ManualVerificationResponseModel", FineTuning.ManualVerification.class),
                Map.entry("ManualVerificationFileResponseModel", FineTuning.VerificationFile.class),
                Map.entry("VoiceVerificationResponseModel", VoiceVerification.class),
                Map.entry("VerificationAttemptResponseModel", VoiceVerification.Attempt.class),
                Map.entry("RecordingResponseModel", VoiceVerification.Recording.class),
                Map.entry("VoiceSharingResponseModel", VoiceSharing.class),
                Map.entry("VoiceSharingModerationCheckResponseModel", VoiceSharing.ModerationCheck.class),
                Map.entry("ReaderResourceResponseModel", VoiceSharing.ReaderResource.class),
                Map.entry("ModelResponseModel", Model.class),
                Map.entry("LanguageResponseModel", Model.Language.class),
                Map.entry("ModelRatesResponseModel", Model.Rates.class),
                Map.entry("WorkspaceApiKeyResponseModel", AccountKey.class));
        records.forEach((schema, type) -> assertThat(RecordCheck.unread(API.schema(schema), type))
                .as(schema)
                .isEmpty());
        assertThat(RecordCheck.unread(API.schema("WorkspaceServiceAccountResponseModel"), ServiceAccount.class))
                .containsExactly("default_sharing_groups");
    }
}
