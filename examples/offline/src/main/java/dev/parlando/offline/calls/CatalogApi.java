package dev.parlando.offline.calls;

import dev.parlando.offline.account.Permission;
import dev.parlando.offline.api.ApiRouter;
import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.voices.ModelCatalog;
import dev.parlando.offline.voices.OfflineVoice;
import dev.parlando.offline.voices.OfflineVoiceJson;
import dev.parlando.offline.voices.OfflineVoiceQuery;
import dev.parlando.offline.voices.VoiceCatalog;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Map;

/** The endpoints that list models and voices. Threading: confined to the event loop. */
final class CatalogApi {
    /** The number of voices above which the service's older listing fails. */
    private static final int MAX_VOICES_AT_ONCE = 500;

    private final VoiceCatalog voices;
    private final ModelCatalog models;

    CatalogApi(VoiceCatalog voices, ModelCatalog models) {
        this.voices = voices;
        this.models = models;
    }

    void register(ApiRouter router) {
        router.add(HttpMethod.GET, "/v1/models", Permission.MODELS_READ, call -> models.listing());
        router.add(HttpMethod.GET, "/v2/voices", Permission.VOICES_READ, call -> new OfflineVoiceQuery(call.query())
                .page(voices.all()));
        router.add(HttpMethod.GET, "/v1/voices", Permission.VOICES_READ, call -> allVoices());
        router.add(
                HttpMethod.GET,
                "/v1/voices/*",
                Permission.VOICES_READ,
                call -> OfflineVoiceJson.of(voice(call.pathVariable(0))));
        router.add(HttpMethod.GET, "/v1/voices/*/settings", Permission.VOICES_READ, call -> {
            voice(call.pathVariable(0));
            return OfflineVoiceJson.settings();
        });
        router.addPublic("/v1/voices/settings/default", call -> OfflineVoiceJson.settings());
    }

    private Object allVoices() {
        if (voices.all().size() > MAX_VOICES_AT_ONCE) {
            throw HttpErrorException.invalid(
                    "too_many_voices",
                    "too_many_voices",
                    "The workspace has more than " + MAX_VOICES_AT_ONCE + " voices; use /v2/voices.",
                    null);
        }
        return Map.of("voices", voices.all().stream().map(OfflineVoiceJson::of).toList());
    }

    private OfflineVoice voice(String id) {
        SpeechRequestValidator.requireValidVoiceId(id);
        return voices.find(id).orElseThrow(() -> SpeechRequestValidator.voiceNotFound(id));
    }
}
