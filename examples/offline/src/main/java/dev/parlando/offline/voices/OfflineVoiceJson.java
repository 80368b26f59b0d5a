package dev.parlando.offline.voices;

import dev.parlando.offline.voices.VoiceTraits.Sharing;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON representation of a voice in the service's format. */
public final class OfflineVoiceJson {
    private OfflineVoiceJson() {}

    public static Map<String, @Nullable Object> of(OfflineVoice voice) {
        VoiceTraits traits = voice.traits();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("voice_id", voice.id());
        json.put("name", voice.name());
        json.put("category", traits.category());
        json.put("labels", traits.labels());
        json.put("description", voice.description());
        json.put("preview_url", null);
        json.put("available_for_tiers", List.of());
        json.put("settings", settings());
        json.put("fine_tuning", fineTuning(traits.fineTuningState()));
        json.put("sharing", sharing(voice, traits.sharing()));
        json.put("high_quality_base_model_ids", List.of());
        json.put("verified_languages", List.of());
        json.put("collection_ids", traits.collectionIds());
        json.put("is_owner", traits.type().equals(VoiceTraits.PERSONAL));
        json.put("is_legacy", false);
        json.put("created_at_unix", voice.createdAtUnix());
        return json;
    }

    /** Returns the default settings, which are the same for every voice. */
    public static Map<String, Object> settings() {
        return Map.of(
                "stability", 0.5,
                "similarity_boost", 0.75,
                "style", 0.0,
                "use_speaker_boost", true,
                "speed", 1.0);
    }

    private static @Nullable Map<String, Object> fineTuning(@Nullable String state) {
        if (state == null) {
            return null;
        }
        return Map.of(
                "is_allowed_to_fine_tune",
                true,
                "state",
                Map.of(ModelCatalog.DEFAULT_ID, state),
                "verification_failures",
                List.of(),
                "verification_attempts_count",
                0,
                "manual_verification_requested",
                false);
    }

    private static @Nullable Map<String, @Nullable Object> sharing(OfflineVoice voice, @Nullable Sharing sharing) {
        if (sharing == null) {
            return null;
        }
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("status", "copied");
        json.put("date_unix", voice.createdAtUnix());
        json.put("whitelisted_emails", List.of());
        json.put("public_owner_id", "OfflineCommunity");
        json.put("original_voice_id", voice.id());
        json.put("financial_rewards_enabled", sharing.customRate());
        json.put("free_users_allowed", !sharing.customRate());
        json.put("live_moderation_enabled", sharing.liveModerated());
        json.put("rate", sharing.customRate() ? 2.0 : null);
        json.put("notice_period", sharing.noticePeriodDays());
        json.put("voice_mixing_allowed", false);
        json.put("featured", false);
        json.put("category", voice.traits().category());
        json.put("liked_by_count", 0);
        json.put("cloned_by_count", 0);
        json.put("name", voice.name());
        json.put("labels", voice.traits().labels());
        json.put("review_status", "allowed");
        json.put("enabled_in_library", true);
        return json;
    }
}
