package dev.parlando.voice;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Is one page of a list of voices. Immutable.
 *
 * @param voices the voices, in the service's order
 * @param hasMore whether there is another page
 * @param nextPageToken what {@link VoiceQuery#after} needs to get it; null on the last page
 * @param totalCount how many voices match, a snapshot; null if it was not counted
 * @param other what else the service said: strings, numbers, booleans, lists and maps by name
 */
public record VoicePage(
        List<Voice> voices,
        boolean hasMore,
        @Nullable String nextPageToken,
        @Nullable Integer totalCount,
        Map<String, Object> other) {}
