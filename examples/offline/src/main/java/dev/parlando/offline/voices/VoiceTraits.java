package dev.parlando.offline.voices;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says where a voice comes from and what it is good for, which is what lists are filtered by. Immutable.
 *
 * @param type {@code default}, {@code personal}, {@code workspace} or {@code community}
 * @param category the service's word for how it was made
 * @param labels gender, age, accent, language and use case
 * @param collectionIds the collections it was put into
 * @param fineTuningState how far its training is; null if it needs none
 * @param sharing under what terms others offer it; null if nobody does
 */
record VoiceTraits(
        String type,
        String category,
        Map<String, String> labels,
        List<String> collectionIds,
        @Nullable String fineTuningState,
        @Nullable Sharing sharing) {
    static final String DEFAULT = "default";
    static final String PERSONAL = "personal";
    static final String WORKSPACE = "workspace";
    static final String COMMUNITY = "community";

    /** What every voice of the recordings has. */
    static final VoiceTraits PREMADE = new VoiceTraits(
            DEFAULT,
            "premade",
            Map.of("gender", "male", "age", "young", "accent", "american", "language", "en", "use_case", "testing"),
            List.of(),
            null,
            null);

    /**
     * Says under what terms a voice of somebody else may be used. Immutable.
     *
     * @param noticePeriodDays for how long it stays after its owner takes it back
     * @param customRate whether its owner is paid extra
     * @param liveModerated whether what it says is checked
     */
    record Sharing(int noticePeriodDays, boolean customRate, boolean liveModerated) {}

    /** Returns whether the voice is one of those that the service calls by that word in a query. */
    boolean isOfType(String asked) {
        return switch (asked) {
            case "non-default" -> !type.equals(DEFAULT);
            case "non-community" -> type.equals(PERSONAL) || type.equals(WORKSPACE);
            case "saved" -> !type.equals(DEFAULT) || !collectionIds.isEmpty();
            default -> type.equals(asked);
        };
    }
}
