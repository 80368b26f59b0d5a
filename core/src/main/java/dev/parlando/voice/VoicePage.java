package dev.parlando.voice;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list of voices. Immutable.
 *
 * @param voices the voices, in the service's order
 * @param hasMore whether there is another page
 * @param nextPageToken token of the next page, for {@link VoiceQuery#after}; null on the last page
 * @param totalCount number of matching voices at the time of the request; null if they were not counted
 * @param other further fields that the service sent: strings, numbers, booleans, lists and maps by name
 */
public record VoicePage(
        List<Voice> voices,
        boolean hasMore,
        @Nullable String nextPageToken,
        @Nullable Integer totalCount,
        Map<String, Object> other) {
    public VoicePage {
        voices = List.copyOf(voices);
        Objects.requireNonNull(other, "other");
    }
}
