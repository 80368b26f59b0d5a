package dev.parlando.voice;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Describes a voice that a request may name; what the service left out is null.
 *
 * @param voiceId the id for {@link dev.parlando.speech.SpeechRequestBuilder#voice}
 * @param name its name for people
 * @param category such as {@code premade} or {@code cloned}
 * @param description a sentence about it
 * @param labels properties such as {@code accent} and {@code gender}
 * @param previewUrl where a sample can be heard
 */
public record Voice(
        String voiceId,
        @Nullable String name,
        @Nullable String category,
        @Nullable String description,
        Map<String, String> labels,
        @Nullable String previewUrl) {}
