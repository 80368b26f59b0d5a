package dev.parlando.voice;

import dev.parlando.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Builder for a {@link VoiceQuery}. The query finds the voices that match all filters.
 *
 * <p>Each method validates its value as the service would. It throws an {@link InvalidRequestException} that contains
 * the service's name of the parameter. For a parameter with a fixed list of words, other words are rejected, because
 * most are typing errors. {@link #other} accepts a word that is newer than this version.
 *
 * <p>Threading: confined to the caller.
 */
public final class VoiceQueryBuilder {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final List<String> PAGING = List.of(VoiceQuery.PAGE_SIZE, VoiceQuery.NEXT_PAGE_TOKEN);
    private static final List<String> SORTS = List.of("created_at_unix", "name");
    private static final List<String> DIRECTIONS = List.of("asc", "desc");
    private static final List<String> TYPES =
            List.of("personal", "community", "default", "workspace", "non-default", "non-community", "saved");
    private static final List<String> CATEGORIES = List.of("premade", "cloned", "generated", "professional");
    private static final List<String> STATES =
            List.of("draft", "not_verified", "not_started", "queued", "fine_tuning", "fine_tuned", "failed", "delayed");
    private static final int MAX_PAGE_SIZE = 100;
    private static final int MAX_VOICE_IDS = 100;

    private final Map<String, List<String>> parameters;

    VoiceQueryBuilder(Map<String, List<String>> parameters) {
        this.parameters = new LinkedHashMap<>(parameters);
    }

    private VoiceQueryBuilder set(String name, String value) {
        return set(name, List.of(Objects.requireNonNull(value, name)));
    }

    private VoiceQueryBuilder set(String name, List<String> values) {
        parameters.put(name, checkTexts(name, values));
        return this;
    }

    /** Sets the words to search for in name, description, labels and category. */
    public VoiceQueryBuilder search(String words) {
        return set(VoiceQuery.SEARCH, words);
    }

    /** Sets the maximum number of voices on a page, 1 to 100; the first page may hold more. Default: 100. */
    public VoiceQueryBuilder pageSize(int voices) {
        checkRange(VoiceQuery.PAGE_SIZE, voices, 1, MAX_PAGE_SIZE);
        return set(VoiceQuery.PAGE_SIZE, Integer.toString(voices));
    }

    /** Sets the token of the requested page, as returned with the page before it. */
    public VoiceQueryBuilder nextPageToken(String token) {
        return set(VoiceQuery.NEXT_PAGE_TOKEN, token);
    }

    /** Sets the field to sort by: {@code created_at_unix}, which old voices lack, or {@code name}. */
    public VoiceQueryBuilder sort(String field) {
        return set("sort", checkWord("sort", field, SORTS));
    }

    /** Sets the sort direction: {@code asc} or {@code desc}. */
    public VoiceQueryBuilder sortDirection(String direction) {
        return set("sort_direction", checkWord("sort_direction", direction, DIRECTIONS));
    }

    /**
     * Sets the type of the voices to list.
     *
     * @param type {@code personal}, {@code community}, {@code default}, {@code workspace}, {@code non-default} (all but
     *     the default ones), {@code non-community} (personal and workspace) or {@code saved} (non-default, and default
     *     ones that were added to a collection)
     */
    public VoiceQueryBuilder voiceType(String type) {
        return set("voice_type", checkWord("voice_type", type, TYPES));
    }

    /** Sets the origin of the voices: {@code premade}, {@code cloned}, {@code generated} or {@code professional}. */
    public VoiceQueryBuilder category(String category) {
        return set("category", checkWord("category", category, CATEGORIES));
    }

    /**
     * Sets the training state of professional clones.
     *
     * @param state {@code draft}, {@code not_verified}, {@code not_started}, {@code queued}, {@code fine_tuning},
     *     {@code fine_tuned}, {@code failed} or {@code delayed}
     */
    public VoiceQueryBuilder fineTuningState(String state) {
        return set("fine_tuning_state", checkWord("fine_tuning_state", state, STATES));
    }

    /** Sets the collection that contains the voices. */
    public VoiceQueryBuilder collectionId(String collectionId) {
        return set("collection_id", collectionId);
    }

    /** Sets the label {@code gender}. */
    public VoiceQueryBuilder gender(String gender) {
        return set("gender", gender);
    }

    /** Sets the label {@code age}. */
    public VoiceQueryBuilder age(String age) {
        return set("age", age);
    }

    /** Sets the label {@code accent}. */
    public VoiceQueryBuilder accent(String accent) {
        return set("accent", accent);
    }

    /** Sets the languages; the label "language" must equal one of them. */
    public VoiceQueryBuilder languages(List<String> languages) {
        return set("language", languages);
    }

    /** Sets the use cases; the label {@code use_case} must equal one of them. */
    public VoiceQueryBuilder useCases(List<String> useCases) {
        return set("use_cases", useCases);
    }

    /** Sets the minimum number of days that a shared voice stays available after its owner has withdrawn it. */
    public VoiceQueryBuilder minNoticePeriodDays(int days) {
        checkRange("min_notice_period_days", days, 0, Integer.MAX_VALUE);
        return set("min_notice_period_days", Integer.toString(days));
    }

    /** Sets whether voices with a custom rate are listed. Default: yes. */
    public VoiceQueryBuilder includeCustomRates(boolean included) {
        return set("include_custom_rates", Boolean.toString(included));
    }

    /** Sets whether voices with live moderation of the text are listed. Default: yes. */
    public VoiceQueryBuilder includeLiveModerated(boolean included) {
        return set("include_live_moderated", Boolean.toString(included));
    }

    /** Sets whether only voices of studio quality are listed. */
    public VoiceQueryBuilder highQuality(boolean only) {
        return set("high_quality", Boolean.toString(only));
    }

    /** Sets the ids of the voices to look up; at most 100. */
    public VoiceQueryBuilder voiceIds(List<String> voiceIds) {
        voiceIds.forEach(id -> checkId("voice_ids", id));
        if (voiceIds.size() > MAX_VOICE_IDS) {
            throw new InvalidRequestException(
                    "voice_ids", voiceIds.size() + " are more than " + MAX_VOICE_IDS + "; ask in several queries");
        }
        return set("voice_ids", voiceIds);
    }

    /** Sets whether the service counts all matching voices, which takes it longer. Default: yes. */
    public VoiceQueryBuilder includeTotalCount(boolean counted) {
        return set("include_total_count", Boolean.toString(counted));
    }

    /**
     * Sets a parameter that has no method here, or for which the service accepts more words than this version does. The
     * values are sent unchanged; the parameter is repeated for each of them.
     */
    public VoiceQueryBuilder other(String name, String... values) {
        checkOtherName(name);
        return set(name, List.of(values));
    }

    /** Returns the query. */
    public VoiceQuery build() {
        return new VoiceQuery(parameters);
    }

    private static List<String> checkTexts(String name, List<String> values) {
        if (values.isEmpty()) {
            throw new InvalidRequestException(name, "has no value; leave it out to ask for all");
        }
        for (String value : values) {
            if (value.isBlank()) {
                throw new InvalidRequestException(name, "is blank; leave it out to ask for all");
            }
            if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
                throw new InvalidRequestException(name, "holds one half of a surrogate pair");
            }
        }
        return List.copyOf(values);
    }

    private static void checkRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new InvalidRequestException(
                    name,
                    value + (max == Integer.MAX_VALUE ? " is below " + min : " is outside " + min + " to " + max));
        }
    }

    private static List<String> checkWord(String name, String value, List<String> known) {
        if (!known.contains(Objects.requireNonNull(value, name))) {
            throw new InvalidRequestException(name, "'" + value + "' is none of " + String.join(", ", known));
        }
        return List.of(value);
    }

    private static void checkId(String name, String value) {
        if (!ID.matcher(value).matches()) {
            throw new InvalidRequestException(
                    name, "'" + value + "' is not an id: letters, digits, '_' and '-' only, as listed by the service");
        }
    }

    private static void checkOtherName(String name) {
        if (!NAME.matcher(Objects.requireNonNull(name, "name")).matches() || PAGING.contains(name)) {
            throw new InvalidRequestException("'" + name + "'", "is not a parameter that can be set by name");
        }
    }
}
