package dev.parlando.voice;

import dev.parlando.error.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one page of voices. Source: {@code GET /v2/voices} of the ElevenLabs API.
 *
 * @param search words to find in name, description, labels or category; null for all voices
 * @param pageSize how many voices a page holds, 1 to 100
 * @param nextPageToken where to go on, from the page before; null for the first page
 */
public record VoiceQuery(@Nullable String search, int pageSize, @Nullable String nextPageToken) {
    /** Asks for the first page of all voices, in the largest pages there are. */
    public static final VoiceQuery ALL = new VoiceQuery(null, 100, null);

    /** Checks the size of the page. */
    public VoiceQuery {
        if (pageSize < 1 || pageSize > 100) {
            throw new InvalidRequestException("page_size", pageSize + " is outside 1 to 100");
        }
    }

    /** Returns this query for the page that the token names. */
    public VoiceQuery after(String token) {
        return new VoiceQuery(search, pageSize, token);
    }
}
