package dev.parlando.internal.json;

import dev.parlando.voice.FineTuning;
import dev.parlando.voice.FineTuning.ManualVerification;
import dev.parlando.voice.FineTuning.VerificationFile;
import dev.parlando.voice.VoiceVerification;
import dev.parlando.voice.VoiceVerification.Attempt;
import dev.parlando.voice.VoiceVerification.Recording;

/** A reader of the JSON of a clone's fine-tuning and its speaker's verification. Stateless. */
final class VoiceVerificationJson {
    private VoiceVerificationJson() {}

    static FineTuning fineTuning(JsonFields fields) {
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
                fields.objects("verification_attempts", VoiceVerificationJson::attempt),
                fields.integer("max_verification_attempts"),
                fields.epochMilli("next_max_verification_attempts_reset_unix_ms"),
                fields.isTrue("manual_verification_requested"),
                fields.object("manual_verification", VoiceVerificationJson::manual),
                fields.unread());
    }

    static VoiceVerification verification(JsonFields fields) {
        return new VoiceVerification(
                fields.isTrue("requires_verification"),
                fields.isTrue("is_verified"),
                fields.texts("verification_failures"),
                fields.integer("verification_attempts_count"),
                fields.text("language"),
                fields.objects("verification_attempts", VoiceVerificationJson::attempt),
                fields.unread());
    }

    private static Attempt attempt(JsonFields fields) {
        return new Attempt(
                fields.text("text"),
                fields.epochSecond("date_unix"),
                fields.isTrue("accepted"),
                fields.number("similarity"),
                fields.number("levenshtein_distance"),
                fields.object("recording", VoiceVerificationJson::recording),
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
                fields.objects("files", VoiceVerificationJson::file),
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
}
