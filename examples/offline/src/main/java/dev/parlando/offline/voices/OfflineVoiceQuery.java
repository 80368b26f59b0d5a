package dev.parlando.offline.voices;

import dev.parlando.offline.api.ApiCall;
import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.JsonReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The query {@code GET /v2/voices}: filters and sorts the voices and splits them into pages.
 *
 * <p>Threading: confined to one thread.
 */
public final class OfflineVoiceQuery {
    private static final int DEFAULT_PAGE_SIZE = 10;
    private static final String TOKEN_PREFIX = "from:";

    private final Map<String, List<String>> parameters;
    private final JsonReader reader;

    public OfflineVoiceQuery(Map<String, List<String>> parameters) {
        this.parameters = parameters;
        reader = JsonReader.of(ApiCall.firstValues(parameters), "query");
    }

    /**
     * Returns the response body.
     *
     * @throws HttpErrorException if the query is invalid
     */
    public Map<String, @Nullable Object> page(List<OfflineVoice> all) {
        BigDecimal pageSize = reader.integer("page_size", 1, 100);
        Boolean totalWanted = reader.bool("include_total_count");
        Predicate<OfflineVoice> filter = new VoiceFilter(parameters, reader).predicate();
        Comparator<OfflineVoice> order = order();
        reader.throwIfInvalid();
        List<OfflineVoice> matching = all.stream().filter(filter).sorted(order).toList();
        int from = Math.min(offset(), matching.size());
        int to = Math.min(matching.size(), from + (pageSize == null ? DEFAULT_PAGE_SIZE : pageSize.intValue()));
        boolean more = to < matching.size();
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put(
                "voices",
                matching.subList(from, to).stream().map(OfflineVoiceJson::of).toList());
        body.put("has_more", more);
        body.put("total_count", totalWanted == null || totalWanted ? matching.size() : 0);
        body.put("next_page_token", more ? token(to) : null);
        return body;
    }

    /** The default order is oldest first. */
    private Comparator<OfflineVoice> order() {
        String by = reader.enumValue("sort", List.of("name", "created_at_unix"));
        String direction = reader.enumValue("sort_direction", List.of("asc", "desc"));
        Comparator<OfflineVoice> order = "name".equals(by)
                ? Comparator.comparing(OfflineVoice::name)
                : Comparator.comparingLong(OfflineVoice::createdAtUnix);
        return "desc".equals(direction) ? order.reversed() : order;
    }

    private int offset() {
        String token = reader.string("next_page_token");
        if (token == null || token.isEmpty()) {
            return 0;
        }
        try {
            String decoded = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            return Integer.parseUnsignedInt(decoded.substring(TOKEN_PREFIX.length()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw HttpErrorException.invalid(
                    "invalid_parameters",
                    "invalid_page_token",
                    "The page token is not one of ours.",
                    "next_page_token");
        }
    }

    private static String token(int offset) {
        byte[] bytes = (TOKEN_PREFIX + offset).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
