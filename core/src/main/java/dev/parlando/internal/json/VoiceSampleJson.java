package dev.parlando.internal.json;

import dev.parlando.voice.VoiceSample;
import dev.parlando.voice.VoiceSample.Speaker;
import dev.parlando.voice.VoiceSample.SpeakerSeparation;
import dev.parlando.voice.VoiceSample.Utterance;

/** A reader of the JSON of the samples that a voice was cloned from. Stateless. */
final class VoiceSampleJson {
    private VoiceSampleJson() {}

    static VoiceSample sample(JsonFields fields) {
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
                fields.object("speaker_separation", VoiceSampleJson::separation),
                fields.longValue("trim_start"),
                fields.longValue("trim_end"),
                fields.unread());
    }

    private static SpeakerSeparation separation(JsonFields fields) {
        return new SpeakerSeparation(
                fields.text("voice_id"),
                fields.text("sample_id"),
                fields.text("status"),
                fields.objectMap("speakers", VoiceSampleJson::speaker),
                fields.texts("selected_speaker_ids"),
                fields.unread());
    }

    private static Speaker speaker(JsonFields fields) {
        return new Speaker(
                fields.text("speaker_id"),
                fields.number("duration_secs"),
                fields.objects("utterances", VoiceSampleJson::utterance),
                fields.unread());
    }

    private static Utterance utterance(JsonFields fields) {
        return new Utterance(fields.number("start"), fields.number("end"), fields.unread());
    }
}
