package dev.parlando.offline.voices;

import dev.parlando.offline.json.JsonReader;
import dev.parlando.offline.voices.VoiceTraits.Sharing;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The filters of a voice query. A voice must pass all of them.
 *
 * <p>Threading: confined to one thread, and to one request.
 */
final class VoiceFilter {
    private static final int MAX_IDS = 100;
    private static final List<String> CATEGORIES = List.of("premade", "cloned", "generated", "professional");
    private static final List<String> TYPES =
            List.of("personal", "community", "default", "workspace", "non-default", "non-community", "saved");
    private static final List<String> TRAINING =
            List.of("draft", "not_verified", "not_started", "queued", "fine_tuning", "fine_tuned", "failed", "delayed");

    private final Map<String, List<String>> parameters;
    private final JsonReader reader;
    private final List<Predicate<OfflineVoice>> filters = new ArrayList<>();

    /**
     * Creates the filters of a query.
     *
     * @param parameters all values of the query
     * @param reader reader of the first value of each parameter, which also collects validation errors
     */
    VoiceFilter(Map<String, List<String>> parameters, JsonReader reader) {
        this.parameters = parameters;
        this.reader = reader;
    }

    Predicate<OfflineVoice> predicate() {
        readText();
        readOrigin();
        readSharing();
        readIds();
        readLabel("gender", "gender");
        readLabel("age", "age");
        readLabel("accent", "accent");
        readLabel("language", "language");
        readLabel("use_cases", "use_case");
        return voice -> filters.stream().allMatch(filter -> filter.test(voice));
    }

    private void readText() {
        String search = reader.string("search");
        if (search != null) {
            String wanted = search.toLowerCase(Locale.ROOT);
            filters.add(voice -> text(voice).contains(wanted));
        }
    }

    private static String text(OfflineVoice voice) {
        String all = voice.name() + "\n" + voice.description() + "\n"
                + voice.traits().category() + "\n"
                + String.join("\n", voice.traits().labels().values());
        return all.toLowerCase(Locale.ROOT);
    }

    private void readOrigin() {
        String category = reader.enumValue("category", CATEGORIES);
        String type = reader.enumValue("voice_type", TYPES);
        String training = reader.enumValue("fine_tuning_state", TRAINING);
        String collection = reader.string("collection_id");
        Boolean highQuality = reader.bool("high_quality");
        filters.add(voice -> (category == null || category.equals(voice.traits().category()))
                && (type == null || voice.traits().isOfType(type))
                && (training == null || training.equals(voice.traits().fineTuningState()))
                && (collection == null || voice.traits().collectionIds().contains(collection))
                && (highQuality == null
                        || !highQuality
                        || voice.traits().category().equals("high_quality")));
    }

    /**
     * A voice that is not shared is treated like one with zero {@code noticePeriodDays}, no custom rate and no
     * moderation.
     */
    private void readSharing() {
        BigDecimal days = reader.integer("min_notice_period_days", 0, Integer.MAX_VALUE);
        Boolean customRates = reader.bool("include_custom_rates");
        Boolean liveModerated = reader.bool("include_live_moderated");
        Sharing none = new Sharing(0, false, false);
        filters.add(voice -> {
            Sharing shared = voice.traits().sharing();
            Sharing terms = shared == null ? none : shared;
            return (days == null || terms.noticePeriodDays() >= days.intValue())
                    && (customRates == null || customRates || !terms.customRate())
                    && (liveModerated == null || liveModerated || !terms.liveModerated());
        });
    }

    private void readIds() {
        List<String> ids = parameters.get("voice_ids");
        if (ids != null && ids.size() > MAX_IDS) {
            reader.addProblem(
                    "too_long",
                    "List should have at most " + MAX_IDS + " items after validation",
                    ids.size(),
                    "voice_ids");
        } else if (ids != null) {
            Set<String> wanted = Set.copyOf(ids);
            filters.add(voice -> wanted.contains(voice.id()));
        }
    }

    /** If a label is given several times, each of the values matches. */
    private void readLabel(String parameter, String label) {
        List<String> wanted = parameters.get(parameter);
        if (wanted != null) {
            filters.add(voice -> wanted.contains(voice.traits().labels().get(label)));
        }
    }
}
