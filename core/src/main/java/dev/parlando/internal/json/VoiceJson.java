package dev.parlando.internal.json;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.speech.VoiceSettings;
import dev.parlando.voice.FineTuning;
import dev.parlando.voice.FineTuning.ManualVerification;
import dev.parlando.voice.FineTuning.VerificationFile;
import dev.parlando.voice.Voice;
import dev.parlando.voice.Voice.VerifiedLanguage;
import dev.parlando.voice.VoiceSample;
import dev.parlando.voice.VoiceSample.Speaker;
import dev.parlando.voice.VoiceSample.SpeakerSeparation;
import dev.parlando.voice.VoiceSample.Utterance;
import dev.parlando.voice.VoiceSharing;
import dev.parlando.voice.VoiceSharing.ModerationCheck;
import dev.parlando.voice.VoiceSharing.ReaderResource;
import dev.parlando.voice.VoiceVerification;
import dev.parlando.voice.VoiceVerification.Attempt;
import dev.parlando.voice.VoiceVerification.Recording;
import java.util.function.BiFunction;
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
                fields.objects("samples", VoiceJson::sample),
                fields.object("fine_tuning", VoiceJson::fineTuning),
                fields.object("sharing", VoiceJson::sharing),
                fields.object("voice_verification", VoiceJson::verification),
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
        VoiceSettings settings = VoiceSettings.STORED;
        settings = number(fields, "stability", settings, VoiceSettings::withStability);
        settings = number(fields, "similarity_boost", settings, VoiceSettings::withSimilarityBoost);
        settings = number(fields, "style", settings, VoiceSettings::withStyle);
        settings = number(fields, "speed", settings, VoiceSettings::withSpeed);
        Boolean boost = fields.bool("use_speaker_boost");
        return boost == null ? settings : settings.withSpeakerBoost(boost);
    }

    /** Applies a number to the settings. One that a request may not have stays among the unread fields. */
    private static VoiceSettings number(
            JsonFields fields,
            String name,
            VoiceSettings settings,
            BiFunction<VoiceSettings, Double, VoiceSettings> setter) {
        VoiceSettings changed = fields.take(name, node -> {
            Double number = JsonFields.numberOf(node);
            try {
                return number == null ? null : setter.apply(settings, number);
            } catch (InvalidRequestException outOfRange) {
                return null;
            }
        });
        return changed == null ? settings : changed;
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

    private static VoiceSample sample(JsonFields fields) {
        return new VoiceSample(
                fields.text("sample_id"),
                fields.text("file_name"),
                fields.text("mime_type"),
                fields.longValue("size_bytes"),
                fields.text("hash"),
                fields.number("duration_secs"),
                fields.bool("remove_background_noise"),
                fields.bool("has_isolated_audio"),
                fields.bool("has_isolated_audio_preview"),
                fields.object("speaker_separation", VoiceJson::separation),
                fields.longValue("trim_start"),
                fields.longValue("trim_end"),
                fields.unread());
    }

    private static SpeakerSeparation separation(JsonFields fields) {
        return new SpeakerSeparation(
                fields.text("voice_id"),
                fields.text("sample_id"),
                fields.text("status"),
                fields.objectMap("speakers", VoiceJson::speaker),
                fields.texts("selected_speaker_ids"),
                fields.unread());
    }

    private static Speaker speaker(JsonFields fields) {
        return new Speaker(
                fields.text("speaker_id"),
                fields.number("duration_secs"),
                fields.objects("utterances", VoiceJson::utterance),
                fields.unread());
    }

    private static Utterance utterance(JsonFields fields) {
        return new Utterance(fields.number("start"), fields.number("end"), fields.unread());
    }

    private static FineTuning fineTuning(JsonFields fields) {
        return new FineTuning(
                fields.isTrue("is_allowed_to_fine_tune"),
                fields.textMap("state"),
                fields.numberMap("progress"),
                fields.textMap("message"),
                fields.text("language"),
                fields.number("dataset_duration_seconds"),
                fields.texts("slice_ids"),
                fields.texts("verification_failures"),
                fields.integer("verification_attempts_count"),
                fields.objects("verification_attempts", VoiceJson::attempt),
                fields.integer("max_verification_attempts"),
                fields.epochMilli("next_max_verification_attempts_reset_unix_ms"),
                fields.isTrue("manual_verification_requested"),
                fields.object("manual_verification", VoiceJson::manual),
                fields.unread());
    }

    private static VoiceVerification verification(JsonFields fields) {
        return new VoiceVerification(
                fields.isTrue("requires_verification"),
                fields.isTrue("is_verified"),
                fields.texts("verification_failures"),
                fields.integer("verification_attempts_count"),
                fields.text("language"),
                fields.objects("verification_attempts", VoiceJson::attempt),
                fields.unread());
    }

    private static Attempt attempt(JsonFields fields) {
        return new Attempt(
                fields.text("text"),
                fields.epochSecond("date_unix"),
                fields.isTrue("accepted"),
                fields.number("similarity"),
                fields.number("levenshtein_distance"),
                fields.object("recording", VoiceJson::recording),
                fields.unread());
    }

    private static Recording recording(JsonFields fields) {
        return new Recording(
                fields.text("recording_id"),
                fields.text("mime_type"),
                fields.longValue("size_bytes"),
                fields.epochSecond("upload_date_unix"),
                fields.text("transcription"),
                fields.unread());
    }

    private static ManualVerification manual(JsonFields fields) {
        return new ManualVerification(
                fields.text("extra_text"),
                fields.epochSecond("request_time_unix"),
                fields.objects("files", VoiceJson::file),
                fields.unread());
    }

    private static VerificationFile file(JsonFields fields) {
        return new VerificationFile(
                fields.text("file_id"),
                fields.text("file_name"),
                fields.text("mime_type"),
                fields.longValue("size_bytes"),
                fields.epochSecond("upload_date_unix"),
                fields.unread());
    }

    private static VoiceSharing sharing(JsonFields fields) {
        return new VoiceSharing(
                fields.text("status"),
                fields.text("name"),
                fields.text("description"),
                fields.text("category"),
                fields.textMap("labels"),
                fields.text("image_url"),
                fields.text("public_owner_id"),
                fields.text("original_voice_id"),
                fields.text("history_item_sample_id"),
                fields.epochSecond("date_unix"),
                fields.epochSecond("disable_at_unix"),
                fields.longValue("notice_period"),
                fields.texts("whitelisted_emails"),
                fields.isTrue("enabled_in_library"),
                fields.isTrue("featured"),
                fields.isTrue("free_users_allowed"),
                fields.isTrue("live_moderation_enabled"),
                fields.isTrue("voice_mixing_allowed"),
                fields.isTrue("financial_rewards_enabled"),
                fields.number("rate"),
                fields.number("fiat_rate"),
                fields.longValue("liked_by_count"),
                fields.longValue("cloned_by_count"),
                fields.text("review_status"),
                fields.text("review_message"),
                fields.text("ban_reason"),
                fields.object("moderation_check", VoiceJson::moderation),
                fields.bool("reader_app_enabled"),
                fields.objects("reader_restricted_on", VoiceJson::resource),
                fields.text("instagram_username"),
                fields.text("twitter_username"),
                fields.text("youtube_username"),
                fields.text("tiktok_username"),
                fields.unread());
    }

    private static ModerationCheck moderation(JsonFields fields) {
        return new ModerationCheck(
                fields.epochSecond("date_checked_unix"),
                fields.text("name_value"),
                fields.bool("name_check"),
                fields.text("description_value"),
                fields.bool("description_check"),
                fields.texts("sample_ids"),
                fields.numbers("sample_checks"),
                fields.texts("captcha_ids"),
                fields.numbers("captcha_checks"),
                fields.unread());
    }

    private static ReaderResource resource(JsonFields fields) {
        return new ReaderResource(fields.text("resource_type"), fields.text("resource_id"), fields.unread());
    }
}
