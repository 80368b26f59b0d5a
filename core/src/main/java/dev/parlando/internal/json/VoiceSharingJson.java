package dev.parlando.internal.json;

import dev.parlando.voice.VoiceSharing;
import dev.parlando.voice.VoiceSharing.ModerationCheck;
import dev.parlando.voice.VoiceSharing.ReaderResource;

/** A reader of the JSON of a voice's sharing state. Stateless. */
final class VoiceSharingJson {
    private VoiceSharingJson() {}

    static VoiceSharing sharing(JsonFields fields) {
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
                fields.object("moderation_check", VoiceSharingJson::moderation),
                fields.bool("reader_app_enabled"),
                fields.objects("reader_restricted_on", VoiceSharingJson::resource),
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
