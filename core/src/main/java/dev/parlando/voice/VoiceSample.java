package dev.parlando.voice;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes a recording that a voice was cloned from; what the service left out is null or empty. Immutable.
 *
 * @param sampleId names it in calls
 * @param fileName the file that it came in
 * @param mimeType such as {@code audio/mpeg}
 * @param sizeBytes how large that is
 * @param hash of its content
 * @param durationSeconds how long it sounds
 * @param removeBackgroundNoise whether noise is to be removed
 * @param hasIsolatedAudio whether there is a version without it
 * @param hasIsolatedAudioPreview whether that can be heard
 * @param speakerSeparation who speaks in it
 * @param trimStart where it begins to be used, in the service's units
 * @param trimEnd where it ends to be used
 * @param other what else the service said of it: strings, numbers, booleans, lists and maps by name
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
    /**
     * Tells who speaks in a sample.
     *
     * @param voiceId whose sample it is
     * @param sampleId which sample it is
     * @param status such as {@code completed}
     * @param speakers who speaks, by id
     * @param selectedSpeakerIds who of them is cloned
     * @param other what else the service said of it
     */
    public record SpeakerSeparation(
            @Nullable String voiceId,
            @Nullable String sampleId,
            @Nullable String status,
            Map<String, Speaker> speakers,
            List<String> selectedSpeakerIds,
            Map<String, Object> other) {}

    /**
     * Tells when somebody speaks.
     *
     * @param speakerId who
     * @param durationSeconds for how long altogether
     * @param utterances when
     * @param other what else the service said of it
     */
    public record Speaker(
            @Nullable String speakerId,
            @Nullable Double durationSeconds,
            List<Utterance> utterances,
            Map<String, Object> other) {}

    /**
     * Is a stretch of speech in a sample.
     *
     * @param startSeconds where it begins
     * @param endSeconds where it ends
     * @param other what else the service said of it
     */
    public record Utterance(@Nullable Double startSeconds, @Nullable Double endSeconds, Map<String, Object> other) {}
}
