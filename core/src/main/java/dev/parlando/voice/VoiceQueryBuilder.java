package dev.parlando.voice;

import dev.parlando.error.InvalidRequestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects what a {@link VoiceQuery} asks for. Filters are combined: a voice must pass all of them.
 *
 * <p>Each method checks its value as the service would and throws an {@link InvalidRequestException} that has the service's name
 * of the parameter. Where the service knows a few words, others are refused, since they are typing errors as a rule; a word
 * that is newer than this version is passed on by {@link #other}.
 *
 * <p>Threading: confined to the caller.
 */
public final class VoiceQueryBuilder {
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
        return set(name, List.of(value));
    }

    private VoiceQueryBuilder set(String name, List<String> values) {
        parameters.put(name, VoiceQueryRules.checkTexts(name, values));
        return this;
    }

    /** Sets words to find in name, description, labels and category. */
    public VoiceQueryBuilder search(String words) {
        return set(VoiceQuery.SEARCH, words);
    }

    /** Sets how many voices a page holds, 1 to 100; the first may hold more. Default: 100. */
    public VoiceQueryBuilder pageSize(int voices) {
        VoiceQueryRules.checkRange(VoiceQuery.PAGE_SIZE, voices, 1, MAX_PAGE_SIZE);
        return set(VoiceQuery.PAGE_SIZE, Integer.toString(voices));
    }

    /** Sets where to go on, as the page before said. */
    public VoiceQueryBuilder nextPageToken(String token) {
        return set(VoiceQuery.NEXT_PAGE_TOKEN, token);
    }

    /** Sets what to sort by: {@code created_at_unix}, which old voices lack, or {@code name}. */
    public VoiceQueryBuilder sort(String field) {
        return set("sort", VoiceQueryRules.checkWord("sort", field, SORTS));
    }

    /** Sets the direction to sort in: {@code asc} or {@code desc}. */
    public VoiceQueryBuilder sortDirection(String direction) {
        return set("sort_direction", VoiceQueryRules.checkWord("sort_direction", direction, DIRECTIONS));
    }

    /**
     * Sets whose voices are listed: {@code personal}, {@code community}, {@code default}, {@code workspace}, {@code non-default}
     * (all but the default ones), {@code non-community} (personal and workspace) or {@code saved} (non-default, and default
     * ones that were added to a collection).
     */
    public VoiceQueryBuilder voiceType(String type) {
        return set("voice_type", VoiceQueryRules.checkWord("voice_type", type, TYPES));
    }

    /** Sets how they were made: {@code premade}, {@code cloned}, {@code generated} or {@code professional}. */
    public VoiceQueryBuilder category(String category) {
        return set("category", VoiceQueryRules.checkWord("category", category, CATEGORIES));
    }

    /**
     * Sets how far professional clones have come: {@code draft}, {@code not_verified}, {@code not_started}, {@code queued},
     * {@code fine_tuning}, {@code fine_tuned}, {@code failed} or {@code delayed}.
     */
    public VoiceQueryBuilder fineTuningState(String state) {
        return set("fine_tuning_state", VoiceQueryRules.checkWord("fine_tuning_state", state, STATES));
    }

    /** Sets the collection that they belong to. */
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

    /** Sets what is spoken, by a label that is any of those given. */
    public VoiceQueryBuilder languages(List<String> languages) {
        return set("language", languages);
    }

    /** Sets the label {@code use_case}, which is any of those given. */
    public VoiceQueryBuilder useCases(List<String> useCases) {
        return set("use_cases", useCases);
    }

    /** Sets for how many days at least a shared voice stays after its owner has withdrawn it. */
    public VoiceQueryBuilder minNoticePeriodDays(int days) {
        VoiceQueryRules.checkRange("min_notice_period_days", days, 0, Integer.MAX_VALUE);
        return set("min_notice_period_days", Integer.toString(days));
    }

    /** Sets whether voices with a rate of their own are listed. Default: yes. */
    public VoiceQueryBuilder includeCustomRates(boolean included) {
        return set("include_custom_rates", Boolean.toString(included));
    }

    /** Sets whether voices whose text is moderated as it is spoken are listed. Default: yes. */
    public VoiceQueryBuilder includeLiveModerated(boolean included) {
        return set("include_live_moderated", Boolean.toString(included));
    }

    /** Sets whether only voices of studio quality are listed. */
    public VoiceQueryBuilder highQuality(boolean only) {
        return set("high_quality", Boolean.toString(only));
    }

    /** Sets the voices to look up, 100 at most. */
    public VoiceQueryBuilder voiceIds(List<String> voiceIds) {
        voiceIds.forEach(id -> VoiceQueryRules.checkId("voice_ids", id));
        if (voiceIds.size() > MAX_VOICE_IDS) {
            throw new InvalidRequestException(
                    "voice_ids", voiceIds.size() + " are more than " + MAX_VOICE_IDS + "; ask in several queries");
        }
        return set("voice_ids", voiceIds);
    }

    /** Sets whether all voices that match are counted, which takes the service longer. Default: yes. */
    public VoiceQueryBuilder includeTotalCount(boolean counted) {
        return set("include_total_count", Boolean.toString(counted));
    }

    /**
     * Sets a parameter that has no method here, or one of which the service knows more words than this version, and passes
     * the values on as they are; each becomes a repetition of the parameter.
     */
    public VoiceQueryBuilder other(String name, String... values) {
        VoiceQueryRules.checkOtherName(name);
        return set(name, List.of(values));
    }

    /** Returns the query. */
    public VoiceQuery build() {
        return new VoiceQuery(parameters);
    }
}
