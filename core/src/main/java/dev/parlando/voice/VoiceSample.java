package dev.parlando.voice;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Recording from which a voice was cloned. A value that the service did not send is null or empty. Immutable.
 *
 * @param sampleId id of the sample in API calls
 * @param fileName name of the uploaded file
 * @param mimeType MIME type, such as {@code audio/mpeg}
 * @param sizeBytes size of the file
 * @param hash hash of the content
 * @param durationSeconds duration of the recording
 * @param removeBackgroundNoise whether background noise is to be removed
 * @param hasIsolatedAudio whether a version without background noise exists
 * @param hasIsolatedAudioPreview whether that version has a preview
 * @param speakerSeparation the separation of the speakers in the recording
 * @param trimStart start of the used part, in units of the service
 * @param trimEnd end of the used part, in the same units
 * @param other further fields that the service sent: strings, numbers, booleans, lists and maps by name
 */
public record VoiceSample(
        @Nullable String sampleId,
        @Nullable String fileName,
        @Nullable String mimeType,
        @Nullable Long sizeBytes,
        @Nullable String hash,
        @Nullable Double durationSeconds,
        @Nullable Boolean removeBackgroundNoise,
        @Nullable Boolean hasIsolatedAudio,
        @Nullable Boolean hasIsolatedAudioPreview,
        @Nullable SpeakerSeparation speakerSeparation,
        @Nullable Long trimStart,
        @Nullable Long trimEnd,
        Map<String, Object> other) {
    public VoiceSample {
        Objects.requireNonNull(other, "other");
    }

    /**
     * Separation of the speakers in a sample.
     *
     * @param voiceId id of the voice
     * @param sampleId id of the sample
     * @param status state of the separation, such as {@code completed}
     * @param speakers the speakers, by id
     * @param selectedSpeakerIds ids of the speakers that are cloned
     * @param other further fields that the service sent
     */
    public record SpeakerSeparation(
            @Nullable String voiceId,
            @Nullable String sampleId,
            @Nullable String status,
            Map<String, Speaker> speakers,
            List<String> selectedSpeakerIds,
            Map<String, Object> other) {
        public SpeakerSeparation {
            speakers = Map.copyOf(speakers);
            selectedSpeakerIds = List.copyOf(selectedSpeakerIds);
            Objects.requireNonNull(other, "other");
        }
    }

    /**
     * Speaker in a sample, with the times of speech.
     *
     * @param speakerId id of the speaker
     * @param durationSeconds total duration of speech
     * @param utterances the time spans of speech
     * @param other further fields that the service sent
     */
    public record Speaker(
            @Nullable String speakerId,
            @Nullable Double durationSeconds,
            List<Utterance> utterances,
            Map<String, Object> other) {
        public Speaker {
            utterances = List.copyOf(utterances);
            Objects.requireNonNull(other, "other");
        }
    }

    /**
     * Time span of speech in a sample.
     *
     * @param startSeconds start of the span in the sample
     * @param endSeconds end of the span in the sample
     * @param other further fields that the service sent
     */
    public record Utterance(@Nullable Double startSeconds, @Nullable Double endSeconds, Map<String, Object> other) {
        public Utterance {
            Objects.requireNonNull(other, "other");
        }
    }
}
