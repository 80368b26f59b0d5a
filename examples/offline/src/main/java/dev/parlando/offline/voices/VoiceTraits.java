package dev.parlando.offline.voices;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The origin and the attributes of a voice, used to filter voice lists. Immutable.
 *
 * @param type {@code default}, {@code personal}, {@code workspace} or {@code community}
 * @param category the service's name for the way in which it was created
 * @param labels gender, age, accent, language and use case
 * @param collectionIds the collections that contain the voice
 * @param fineTuningState the state of its training; null if it needs none
 * @param sharing the terms of sharing; null if it is not shared
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

    /** The traits of the recorded voices. */
    static final VoiceTraits PREMADE = new VoiceTraits(
            DEFAULT,
            "premade",
            Map.of("gender", "male", "age", "young", "accent", "american", "language", "en", "use_case", "testing"),
            List.of(),
            null,
            null);

    /**
     * The terms on which the owner of a voice shares it. Immutable.
     *
     * @param noticePeriodDays how long the voice stays available after its owner withdraws it
     * @param customRate whether its owner is paid extra
     * @param liveModerated whether its speech is moderated
     */
    record Sharing(int noticePeriodDays, boolean customRate, boolean liveModerated) {}

    /** Returns whether the voice belongs to the given type of a query, such as {@code saved}. */
    boolean isOfType(String asked) {
        return switch (asked) {
            case "non-default" -> !type.equals(DEFAULT);
            case "non-community" -> type.equals(PERSONAL) || type.equals(WORKSPACE);
            case "saved" -> !type.equals(DEFAULT) || !collectionIds.isEmpty();
            default -> type.equals(asked);
        };
    }
}
