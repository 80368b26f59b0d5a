package dev.parlando.voice;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks for voices, page by page. Immutable.
 *
 * <p>Source: {@code GET /v2/voices} of the ElevenLabs API, whose parameters are described at {@link VoiceQueryBuilder}.
 */
public final class VoiceQuery {
    /** Asks for the first page of all voices, in the largest pages there are. */
    public static final VoiceQuery ALL = builder().build();

    static final String PAGE_SIZE = "page_size";
    static final String SEARCH = "search";
    static final String NEXT_PAGE_TOKEN = "next_page_token";

    private final Map<String, List<String>> parameters;

    VoiceQuery(Map<String, List<String>> parameters) {
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** Returns a builder that starts from {@link #ALL}. */
    public static VoiceQueryBuilder builder() {
        return new VoiceQueryBuilder(Map.of(PAGE_SIZE, List.of("100")));
    }

    /** Returns a builder that starts from this query. */
    public VoiceQueryBuilder toBuilder() {
        return new VoiceQueryBuilder(parameters);
    }

    /** Returns this query for the page that the token names. */
    public VoiceQuery after(String token) {
        return toBuilder().nextPageToken(token).build();
    }

    /** Returns the words to find, or null. */
    public @Nullable String search() {
        return first(SEARCH);
    }

    /** Returns how many voices a page holds. */
    public int pageSize() {
        return Integer.parseInt(Objects.requireNonNull(first(PAGE_SIZE)));
    }

    /** Returns where to go on, or null for the first page. */
    public @Nullable String nextPageToken() {
        return first(NEXT_PAGE_TOKEN);
    }

    /** Returns what is asked for in the service's words: each parameter with its value or, where it is repeated, values. */
    public Map<String, List<String>> parameters() {
        return parameters;
    }

    private @Nullable String first(String name) {
        List<String> values = parameters.get(name);
        return values == null ? null : values.get(0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VoiceQuery that && parameters.equals(that.parameters);
    }

    @Override
    public int hashCode() {
        return parameters.hashCode();
    }

    @Override
    public String toString() {
        return "VoiceQuery" + parameters;
    }
}
