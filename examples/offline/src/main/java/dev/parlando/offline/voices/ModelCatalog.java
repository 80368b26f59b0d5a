package dev.parlando.offline.voices;

import dev.parlando.offline.voices.OfflineModel.Family;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The speech models that the service offers, with the service's limits of autumn 2026. Immutable. */
public final class ModelCatalog {
    public static final String DEFAULT_ID = "eleven_multilingual_v2";

    /** The concurrency group of the second-generation Flash and Turbo models. */
    private static final String FAST_V2 = "turbo_eleven_v2";

    private static final String ENGLISH = "en";
    private static final String V2 =
            "en ja zh de hi fr ko pt it es id nl tr fil pl sv bg ro ar cs el fi hr ms sk da ta uk ru";
    private static final String V2_5 = V2 + " hu no vi";
    private static final String V3 =
            V2_5 + " af hy as az be bn bs ca et gl ka gu ha he is ga jv kn kk ky lv ln lt lb mk ml"
                    + " mr ne ps fa pa sr sd sl so sw te th ur cy";

    private final List<OfflineModel> models = List.of(
            model("eleven_v4", "Eleven v4", Family.V4, "standard_eleven_v4", 10_000, false, V3),
            model("eleven_v4_turbo", "Eleven v4 Turbo", Family.V4, "turbo_eleven_v4", 10_000, true, V3),
            model("eleven_v3", "Eleven v3", Family.V3, "standard_eleven_v3", 5_000, false, V3),
            model(
                    "eleven_v3_conversational",
                    "Eleven v3 Conversational",
                    Family.V3,
                    "turbo_eleven_v3",
                    5_000,
                    true,
                    V3),
            model(
                    DEFAULT_ID,
                    "Eleven Multilingual v2",
                    Family.V2,
                    "standard_eleven_multilingual_v2",
                    10_000,
                    false,
                    V2),
            model("eleven_flash_v2_5", "Eleven Flash v2.5", Family.V2, FAST_V2, 40_000, true, V2_5),
            model("eleven_turbo_v2_5", "Eleven Turbo v2.5", Family.V2, FAST_V2, 40_000, true, V2_5),
            model("eleven_flash_v2", "Eleven Flash v2", Family.V2, FAST_V2, 30_000, true, ENGLISH),
            model("eleven_turbo_v2", "Eleven Turbo v2", Family.V2, FAST_V2, 30_000, true, ENGLISH));

    private static OfflineModel model(
            String id,
            String name,
            Family family,
            String group,
            int maxCharacters,
            boolean halfPrice,
            String languageCodes) {
        return new OfflineModel(
                id, name, family, group, maxCharacters, halfPrice, List.of(languageCodes.split(" ", -1)));
    }

    public Optional<OfflineModel> find(String id) {
        return models.stream().filter(model -> model.id().equals(id)).findFirst();
    }

    /** Returns the body of {@code GET /v1/models}. */
    public List<Map<String, Object>> listing() {
        return models.stream().map(ModelCatalog::describe).toList();
    }

    private static Map<String, Object> describe(OfflineModel model) {
        double factor = model.halfPrice() ? 0.5 : 1.0;
        boolean tunable = model.family() == Family.V2;
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model_id", model.id());
        json.put("name", model.name());
        json.put("description", "Behaves like " + model.name() + " on the wire; spoken by the offline voice.");
        json.put("can_do_text_to_speech", true);
        json.put("can_do_voice_conversion", false);
        json.put("can_be_finetuned", false);
        json.put("can_use_style", tunable);
        json.put("can_use_speaker_boost", tunable);
        json.put("serves_pro_voices", false);
        json.put("requires_alpha_access", false);
        json.put("token_cost_factor", factor);
        json.put("maximum_text_length_per_request", model.maxCharacters());
        json.put("max_characters_request_free_user", model.maxCharacters());
        json.put("max_characters_request_subscribed_user", model.maxCharacters());
        json.put("languages", languages(model));
        json.put("model_rates", Map.of("character_cost_multiplier", factor, "cost_discount_multiplier", 1.0));
        json.put("concurrency_group", model.concurrencyGroup());
        return json;
    }

    /** Language names are looked up on demand, because loading them takes longer than starting the server. */
    private static List<Map<String, String>> languages(OfflineModel model) {
        return model.languageCodes().stream()
                .map(code -> Map.of(
                        "language_id", code, "name", Locale.forLanguageTag(code).getDisplayLanguage(Locale.ENGLISH)))
                .toList();
    }
}
