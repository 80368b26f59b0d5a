package dev.parlando.examples.offline;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code GET /v2/voices}: filters, sorts and cuts the list of voices into pages.
 *
 * <p>All voices here are premade and default ones, so a filter for any other kind finds nothing. Threading: confined to
 * one thread.
 */
final class VoiceQuery {
    private static final int DEFAULT_PAGE_SIZE = 10;
    private static final List<String> CATEGORIES = List.of("premade", "cloned", "generated", "professional");
    private static final List<String> TYPES =
            List.of("personal", "community", "default", "workspace", "non-default", "non-community", "saved");
    private static final List<String> TYPES_HERE = List.of("default", "non-community");
    private static final List<String> LABELS = List.of("gender", "age", "accent", "language");
    private static final String TOKEN_PREFIX = "from:";

    private final Map<String, List<String>> parameters;
    private final Fields fields;

    VoiceQuery(Map<String, List<String>> parameters) {
        this.parameters = parameters;
        Map<String, @Nullable Object> first = new LinkedHashMap<>();
        parameters.forEach((name, values) -> first.put(name, values.get(0)));
        fields = Fields.of(first, "query");
    }

    /** Returns the body of the answer, or throws the {@link Refusal} that the query deserves. */
    Map<String, @Nullable Object> answer(List<OfflineVoice> all) {
        BigDecimal pageSize = fields.integer("page_size", 1, 100);
        Boolean counted = fields.bool("include_total_count");
        Predicate<OfflineVoice> filter = filter();
        Comparator<OfflineVoice> order = order();
        fields.refuseProblems();
        List<OfflineVoice> found = all.stream().filter(filter).sorted(order).toList();
        int from = Math.min(offset(), found.size());
        int to = Math.min(found.size(), from + (pageSize == null ? DEFAULT_PAGE_SIZE : pageSize.intValue()));
        boolean more = to < found.size();
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put(
                "voices",
                found.subList(from, to).stream().map(VoiceCatalog::describe).toList());
        body.put("has_more", more);
        body.put("total_count", counted == null || counted ? found.size() : 0);
        body.put("next_page_token", more ? token(to) : null);
        return body;
    }

    private Predicate<OfflineVoice> filter() {
        String search = fields.string("search");
        String category = fields.oneOf("category", CATEGORIES);
        String type = fields.oneOf("voice_type", TYPES);
        List<String> ids = parameters.getOrDefault("voice_ids", List.of());
        boolean none = parameters.containsKey("collection_id") || parameters.containsKey("fine_tuning_state");
        return voice -> !none
                && (search == null || matches(voice, search))
                && (category == null || category.equals("premade"))
                && (type == null || TYPES_HERE.contains(type))
                && (ids.isEmpty() || ids.contains(voice.id()))
                && LABELS.stream().allMatch(label -> hasLabel(voice, label));
    }

    private boolean hasLabel(OfflineVoice voice, String label) {
        List<String> wanted = parameters.getOrDefault(label, List.of());
        return wanted.isEmpty() || wanted.contains(voice.labels().get(label));
    }

    private static boolean matches(OfflineVoice voice, String search) {
        String all = voice.name() + "\n" + voice.description() + "\npremade\n"
                + String.join("\n", voice.labels().values());
        return all.toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT));
    }

    /** Unless asked otherwise, the oldest comes first. */
    private Comparator<OfflineVoice> order() {
        String by = fields.oneOf("sort", List.of("name", "created_at_unix"));
        String direction = fields.oneOf("sort_direction", List.of("asc", "desc"));
        Comparator<OfflineVoice> order = "name".equals(by)
                ? Comparator.comparing(OfflineVoice::name)
                : Comparator.comparingLong(OfflineVoice::createdAtUnix);
        return "desc".equals(direction) ? order.reversed() : order;
    }

    private int offset() {
        String token = fields.string("next_page_token");
        if (token == null || token.isEmpty()) {
            return 0;
        }
        try {
            String decoded = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            return Integer.parseUnsignedInt(decoded.substring(TOKEN_PREFIX.length()));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw Refusal.invalid(
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
