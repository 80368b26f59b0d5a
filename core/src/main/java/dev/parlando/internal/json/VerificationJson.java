package dev.parlando.internal.json;

import dev.parlando.voice.FineTuning;
import dev.parlando.voice.FineTuning.ManualVerification;
import dev.parlando.voice.FineTuning.VerificationFile;
import dev.parlando.voice.VoiceVerification;
import dev.parlando.voice.VoiceVerification.Attempt;
import dev.parlando.voice.VoiceVerification.Recording;

/** Reads how a clone was trained and its speaker verified. Stateless. */
final class VerificationJson {
    private VerificationJson() {}

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
                fields.objects("verification_attempts", VerificationJson::attempt),
                fields.integer("max_verification_attempts"),
                fields.milli("next_max_verification_attempts_reset_unix_ms"),
                fields.isTrue("manual_verification_requested"),
                fields.object("manual_verification", VerificationJson::manual),
                fields.rest());
    }

    static VoiceVerification verification(JsonFields fields) {
        return new VoiceVerification(
                fields.isTrue("requires_verification"),
                fields.isTrue("is_verified"),
                fields.texts("verification_failures"),
                fields.integer("verification_attempts_count"),
                fields.text("language"),
                fields.objects("verification_attempts", VerificationJson::attempt),
                fields.rest());
    }

    private static Attempt attempt(JsonFields fields) {
        return new Attempt(
                fields.text("text"),
                fields.second("date_unix"),
                fields.isTrue("accepted"),
                fields.number("similarity"),
                fields.number("levenshtein_distance"),
                fields.object("recording", VerificationJson::recording),
                fields.rest());
    }

    private static Recording recording(JsonFields fields) {
        return new Recording(
                fields.text("recording_id"),
                fields.text("mime_type"),
                fields.whole("size_bytes"),
                fields.second("upload_date_unix"),
                fields.text("transcription"),
                fields.rest());
    }

    private static ManualVerification manual(JsonFields fields) {
        return new ManualVerification(
                fields.text("extra_text"),
                fields.second("request_time_unix"),
                fields.objects("files", VerificationJson::file),
                fields.rest());
    }

    private static VerificationFile file(JsonFields fields) {
        return new VerificationFile(
                fields.text("file_id"),
                fields.text("file_name"),
                fields.text("mime_type"),
                fields.whole("size_bytes"),
                fields.second("upload_date_unix"),
                fields.rest());
    }
}
