package dev.parlando.internal.json;

import dev.parlando.speech.VoiceSettings;
import dev.parlando.voice.Voice;
import dev.parlando.voice.Voice.VerifiedLanguage;
import org.jspecify.annotations.Nullable;

/** A reader of the JSON of voices. Stateless. */
final class VoiceJson {
    private VoiceJson() {}

    static Voice voice(JsonFields fields) {
        return new Voice(
                fields.required("voice_id"),
                fields.text("name"),
                fields.text("category"),
                fields.text("description"),
                fields.textMap("labels"),
                fields.text("preview_url"),
                storedSettings(fields.nested("settings")),
                fields.objects("verified_languages", VoiceJson::verifiedLanguage),
                fields.texts("high_quality_base_model_ids"),
                fields.texts("available_for_tiers"),
                fields.objects("samples", VoiceSampleJson::sample),
                fields.object("fine_tuning", VoiceVerificationJson::fineTuning),
                fields.object("sharing", VoiceSharingJson::sharing),
                fields.object("voice_verification", VoiceVerificationJson::verification),
                fields.texts("collection_ids"),
                fields.text("safety_control"),
                fields.text("permission_on_resource"),
                fields.bool("is_owner"),
                fields.isTrue("is_legacy"),
                fields.isTrue("is_mixed"),
                fields.bool("is_bookmarked"),
                fields.epochSecond("favorited_at_unix"),
                fields.epochSecond("created_at_unix"),
                fields.text("recording_quality"),
                fields.text("recording_quality_reason"),
                fields.text("labelling_status"),
                fields.unread());
    }

    static VoiceSettings settings(JsonFields fields) {
        return new VoiceSettings(
                fields.number("stability"),
                fields.number("similarity_boost"),
                fields.number("style"),
                fields.bool("use_speaker_boost"),
                fields.number("speed"));
    }

    private static @Nullable VoiceSettings storedSettings(JsonFields fields) {
        VoiceSettings settings = settings(fields);
        return settings.equals(VoiceSettings.STORED) ? null : settings;
    }

    private static VerifiedLanguage verifiedLanguage(JsonFields fields) {
        return new VerifiedLanguage(
                fields.text("language"),
                fields.text("model_id"),
                fields.text("accent"),
                fields.text("locale"),
                fields.text("preview_url"),
                fields.unread());
    }
}
