package dev.parlando.internal.json;

import dev.parlando.voice.VoiceSample;
import dev.parlando.voice.VoiceSample.Speaker;
import dev.parlando.voice.VoiceSample.SpeakerSeparation;
import dev.parlando.voice.VoiceSample.Utterance;

/** Reads what a voice was cloned from. Stateless. */
final class SampleJson {
    private SampleJson() {}

    static VoiceSample sample(JsonFields fields) {
        return new VoiceSample(
                fields.text("sample_id"),
                fields.text("file_name"),
                fields.text("mime_type"),
                fields.whole("size_bytes"),
                fields.text("hash"),
                fields.number("duration_secs"),
                fields.flag("remove_background_noise"),
                fields.flag("has_isolated_audio"),
                fields.flag("has_isolated_audio_preview"),
                fields.object("speaker_separation", SampleJson::separation),
                fields.whole("trim_start"),
                fields.whole("trim_end"),
                fields.rest());
    }

    private static SpeakerSeparation separation(JsonFields fields) {
        return new SpeakerSeparation(
                fields.text("voice_id"),
                fields.text("sample_id"),
                fields.text("status"),
                fields.objectMap("speakers", SampleJson::speaker),
                fields.texts("selected_speaker_ids"),
                fields.rest());
    }

    private static Speaker speaker(JsonFields fields) {
        return new Speaker(
                fields.text("speaker_id"),
                fields.number("duration_secs"),
                fields.objects("utterances", SampleJson::utterance),
                fields.rest());
    }

    private static Utterance utterance(JsonFields fields) {
        return new Utterance(fields.number("start"), fields.number("end"), fields.rest());
    }
}
