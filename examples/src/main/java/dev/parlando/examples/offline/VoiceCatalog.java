package dev.parlando.examples.offline;

import dev.parlando.examples.offline.OfflineVoice.Recording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lists the voices of the offline server. Immutable.
 *
 * <p>There are two recordings of one speaker; the other voices are the same recording at another pitch or pace, and say
 * so in their description.
 */
final class VoiceCatalog {
    /** The voice to use when nothing speaks for another. */
    static final String STANDARD_ID = "KevinOfflineVoice001";

    private static final Recording WIDE = Recording.KEVIN_16_KHZ;
    private static final Recording NARROW = Recording.KEVIN_8_KHZ;

    private final List<OfflineVoice> voices = List.of(
            new OfflineVoice(
                    STANDARD_ID, "Kevin", "The FreeTTS voice kevin16, as recorded.", WIDE, 100, 11, 1, 1767225600L),
            new OfflineVoice(
                    "KevinOfflineVoice002", "Kevin Low", "Kevin at a lower pitch.", WIDE, 80, 9, 1, 1767312000L),
            new OfflineVoice(
                    "KevinOfflineVoice003", "Kevin High", "Kevin at a higher pitch.", WIDE, 145, 18, 1, 1767398400L),
            new OfflineVoice(
                    "KevinOfflineVoice004", "Kevin Brisk", "Kevin, a fifth faster.", WIDE, 105, 12, 1.2f, 1767484800L),
            new OfflineVoice(
                    "KevinOfflineVoice005",
                    "Kevin Telephone",
                    "The FreeTTS voice kevin, recorded at 8 kHz: the band of a telephone at any output rate.",
                    NARROW,
                    100,
                    11,
                    1,
                    1767571200L));

    List<OfflineVoice> all() {
        return voices;
    }

    OfflineVoice standard() {
        return voices.get(0);
    }

    Optional<OfflineVoice> find(String id) {
        return voices.stream().filter(voice -> voice.id().equals(id)).findFirst();
    }

    /** Returns a voice as the service describes one. */
    static Map<String, Object> describe(OfflineVoice voice) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("voice_id", voice.id());
        json.put("name", voice.name());
        json.put("category", "premade");
        json.put("labels", voice.labels());
        json.put("description", voice.description());
        json.put("available_for_tiers", List.of());
        json.put(
                "settings",
                Map.of(
                        "stability", 0.5,
                        "similarity_boost", 0.75,
                        "style", 0.0,
                        "use_speaker_boost", true,
                        "speed", 1.0));
        json.put("high_quality_base_model_ids", List.of());
        json.put("verified_languages", List.of());
        json.put("is_owner", false);
        json.put("is_legacy", false);
        json.put("created_at_unix", voice.createdAtUnix());
        return json;
    }
}
