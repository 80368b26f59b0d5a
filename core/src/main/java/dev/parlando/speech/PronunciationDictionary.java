package dev.parlando.speech;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reference to a pronunciation dictionary that is stored at the service.
 *
 * @param id the {@code pronunciation_dictionary_id}
 * @param versionId the {@code version_id}; null means the latest version
 */
public record PronunciationDictionary(String id, @Nullable String versionId) {
    public PronunciationDictionary {
        Objects.requireNonNull(id, "id");
    }
}
