package dev.parlando.offline.calls;

import dev.parlando.offline.account.Permission;
import dev.parlando.offline.api.Routes;
import dev.parlando.offline.json.Refusal;
import dev.parlando.offline.voices.ModelCatalog;
import dev.parlando.offline.voices.OfflineVoice;
import dev.parlando.offline.voices.VoiceCatalog;
import dev.parlando.offline.voices.VoiceDescription;
import dev.parlando.offline.voices.VoiceQuery;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Map;

/** Serves the calls that list models and voices. Confined to the event loop. */
final class CatalogApi {
    /** Above this, the service's older list stops working. */
    private static final int MAX_VOICES_AT_ONCE = 500;

    private final VoiceCatalog voices;
    private final ModelCatalog models;

    CatalogApi(VoiceCatalog voices, ModelCatalog models) {
        this.voices = voices;
        this.models = models;
    }

    void addTo(Routes routes) {
        routes.add(HttpMethod.GET, "/v1/models", Permission.MODELS_READ, call -> models.listing());
        routes.add(HttpMethod.GET, "/v2/voices", Permission.VOICES_READ, call -> new VoiceQuery(call.query())
                .answer(voices.all()));
        routes.add(HttpMethod.GET, "/v1/voices", Permission.VOICES_READ, call -> allVoices());
        routes.add(
                HttpMethod.GET,
                "/v1/voices/*",
                Permission.VOICES_READ,
                call -> VoiceDescription.of(voice(call.variable(0))));
        routes.add(HttpMethod.GET, "/v1/voices/*/settings", Permission.VOICES_READ, call -> {
            voice(call.variable(0));
            return VoiceDescription.settings();
        });
        routes.addOpen("/v1/voices/settings/default", call -> VoiceDescription.settings());
    }

    private Object allVoices() {
        if (voices.all().size() > MAX_VOICES_AT_ONCE) {
            throw Refusal.invalid(
                    "too_many_voices",
                    "too_many_voices",
                    "The workspace has more than " + MAX_VOICES_AT_ONCE + " voices; use /v2/voices.",
                    null);
        }
        return Map.of("voices", voices.all().stream().map(VoiceDescription::of).toList());
    }

    private OfflineVoice voice(String id) {
        SpeechRules.checkVoiceId(id);
        return voices.find(id).orElseThrow(() -> SpeechRules.voiceNotFound(id));
    }
}
