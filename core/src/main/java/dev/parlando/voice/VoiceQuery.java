package dev.parlando.voice;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Query for voices, page by page. Immutable.
 *
 * <p>Source: {@code GET /v2/voices} of the ElevenLabs API, whose parameters are described at {@link VoiceQueryBuilder}.
 */
public final class VoiceQuery {
    /** Query for the first page of all voices, with the largest page size. */
    public static final VoiceQuery ALL = builder().build();

    static final String PAGE_SIZE = "page_size";
    static final String SEARCH = "search";
    static final String NEXT_PAGE_TOKEN = "next_page_token";

    private final Map<String, List<String>> parameters;

    VoiceQuery(Map<String, List<String>> parameters) {
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** Returns a builder with the parameters of {@link #ALL}. */
    public static VoiceQueryBuilder builder() {
        return new VoiceQueryBuilder(Map.of(PAGE_SIZE, List.of("100")));
    }

    /** Returns a builder with the parameters of this query. */
    public VoiceQueryBuilder toBuilder() {
        return new VoiceQueryBuilder(parameters);
    }

    /** Returns this query for the page with the given token. */
    public VoiceQuery after(String token) {
        return toBuilder().nextPageToken(token).build();
    }

    /** Returns the search words, or null. */
    public @Nullable String search() {
        return first(SEARCH);
    }

    /** Returns the maximum number of voices on a page. */
    public int pageSize() {
        return Integer.parseInt(Objects.requireNonNull(first(PAGE_SIZE)));
    }

    /** Returns the token of the requested page, or null for the first page. */
    public @Nullable String nextPageToken() {
        return first(NEXT_PAGE_TOKEN);
    }

    /**
     * Returns the query parameters of the service, by name. A parameter has several values if the query repeats it.
     */
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
