package dev.parlando.speech;

import org.jspecify.annotations.Nullable;

/**
 * Points to a pronunciation dictionary stored with the service.
 *
 * @param id its {@code pronunciation_dictionary_id}
 * @param versionId its {@code version_id}; null means the latest
 */
public record PronunciationDictionary(String id, @Nullable String versionId) {}
