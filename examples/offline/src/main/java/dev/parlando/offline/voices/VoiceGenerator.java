package dev.parlando.offline.voices;

import dev.parlando.offline.voices.OfflineVoice.Recording;
import dev.parlando.offline.voices.VoiceTraits.Sharing;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A generator of any number of voices. They use one recording at many pitches and have traits of every kind; each index
 * always gives the same voice.
 *
 * <p>Each trait repeats with a period of its own, so that every combination occurs.
 */
final class VoiceGenerator {
    static final String COLLECTION_ID = "OfflineCollection001";

    private static final String ID_PREFIX = "OfflineMadeUpV";
    private static final int DIGITS = 6;
    private static final long CREATED_AT_UNIX = 1767657600L;
    private static final int LOWEST_PITCH_HZ = 80;
    private static final int PITCHES = 61;

    private static final List<String> CATEGORIES =
            List.of("cloned", "generated", "professional", "professional", "high_quality", "premade");
    private static final List<String> TYPES = List.of(
            VoiceTraits.PERSONAL,
            VoiceTraits.PERSONAL,
            VoiceTraits.WORKSPACE,
            VoiceTraits.COMMUNITY,
            VoiceTraits.COMMUNITY,
            VoiceTraits.DEFAULT);
    private static final List<String> GENDERS = List.of("female", "male", "neutral", "female", "male");
    private static final List<String> AGES = List.of("young", "middle_aged", "old");
    private static final List<String> ACCENTS = List.of("american", "british", "irish", "australian");
    private static final List<String> LANGUAGES = List.of("en", "de", "es", "fr", "pl", "ja", "hi");
    private static final List<String> USE_CASES =
            List.of("narration", "conversational", "characters", "social_media", "testing");
    private static final List<String> TRAINING = List.of("fine_tuned", "queued", "not_started");
    private static final List<Integer> NOTICE_DAYS = List.of(0, 30, 90, 365, 730);

    private VoiceGenerator() {}

    static String id(int index) {
        return String.format(Locale.ROOT, ID_PREFIX + "%0" + DIGITS + "d", index);
    }

    /** Returns the index of the voice with the given id; -1 if the id is not that of a generated voice. */
    static int index(String id) {
        String digits = id.startsWith(ID_PREFIX) ? id.substring(ID_PREFIX.length()) : "";
        return digits.matches("\\d{" + DIGITS + "}") ? Integer.parseInt(digits) : -1;
    }

    static OfflineVoice voice(int index) {
        VoiceTraits traits = traits(index);
        int pitchHz = LOWEST_PITCH_HZ + index % PITCHES;
        return new OfflineVoice(
                id(index),
                "Made-up Voice " + index,
                "Kevin at " + pitchHz + " Hz, in the part of a " + traits.category() + " voice.",
                Recording.KEVIN_16_KHZ,
                pitchHz,
                11,
                1,
                CREATED_AT_UNIX + index,
                traits);
    }

    private static VoiceTraits traits(int index) {
        String type = elementAt(TYPES, index);
        String category = elementAt(CATEGORIES, index);
        return new VoiceTraits(
                type,
                category,
                labels(index / TYPES.size()),
                index % 11 == 0 ? List.of(COLLECTION_ID) : List.of(),
                category.equals("professional") ? elementAt(TRAINING, index / TYPES.size()) : null,
                type.equals(VoiceTraits.COMMUNITY) ? sharing(index / TYPES.size()) : null);
    }

    private static Map<String, String> labels(int number) {
        return Map.of(
                "gender", elementAt(GENDERS, number),
                "age", elementAt(AGES, number),
                "accent", elementAt(ACCENTS, number),
                "language", elementAt(LANGUAGES, number),
                "use_case", elementAt(USE_CASES, number / GENDERS.size()));
    }

    private static Sharing sharing(int number) {
        return new Sharing(elementAt(NOTICE_DAYS, number), number % 7 == 3, number % 9 == 4);
    }

    private static <T> T elementAt(List<T> values, int number) {
        return values.get(number % values.size());
    }
}
