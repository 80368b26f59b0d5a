package dev.parlando.offline.voices;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.offline.json.JsonPath;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelCatalogTest {
    private final ModelCatalog models = new ModelCatalog();

    @ParameterizedTest
    @CsvSource({
        "eleven_multilingual_v2, 10000, 55, 55, 1, 29",
        "eleven_flash_v2_5, 40000, 55, 28, 0, 32",
        "eleven_turbo_v2_5, 40000, 6, 3, 0, 32",
        "eleven_flash_v2, 30000, 25, 13, 0, 1",
        "eleven_turbo_v2, 30000, 15, 8, 0, 1",
        "eleven_v3, 5000, 55, 55, 1, 72",
        "eleven_v4, 10000, 55, 55, 1, 72",
        "eleven_v4_turbo, 10000, 29, 15, 0, 72"
    })
    void providesLimitsPricesAndLanguages(String id, int limit, int codePoints, int cost, int blank, int languages) {
        OfflineModel model = models.find(id).orElseThrow();
        assertThat(model.maxCharacters()).isEqualTo(limit);
        assertThat(model.enforcedCharacters()).isEqualTo(limit * 11 / 10);
        assertThat(model.cost(codePoints)).isEqualTo(cost);
        assertThat(model.blankCost()).isEqualTo(blank);
        assertThat(model.languageCodes()).hasSize(languages).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "eleven_flash_v2_5, vi, true",
        "eleven_flash_v2_5, xx, false",
        "eleven_flash_v2, de, false",
        "eleven_multilingual_v2, de, true",
        "eleven_multilingual_v2, vi, false",
        "eleven_v3, cy, true",
        "eleven_v4, xx, false"
    })
    void acceptsOnlyListedLanguages(String id, String language, boolean accepted) {
        assertThat(models.find(id).orElseThrow().acceptsLanguage(language)).isEqualTo(accepted);
    }

    @Test
    void listsEveryFieldOfService() {
        List<Map<String, Object>> listing = models.listing();
        assertThat(listing).hasSize(9);
        for (Map<String, Object> model : listing) {
            assertThat(model)
                    .containsOnlyKeys(
                            "model_id",
                            "name",
                            "description",
                            "can_do_text_to_speech",
                            "can_do_voice_conversion",
                            "can_be_finetuned",
                            "can_use_style",
                            "can_use_speaker_boost",
                            "serves_pro_voices",
                            "requires_alpha_access",
                            "token_cost_factor",
                            "maximum_text_length_per_request",
                            "max_characters_request_free_user",
                            "max_characters_request_subscribed_user",
                            "languages",
                            "model_rates",
                            "concurrency_group");
        }
        assertThat(listing)
                .extracting(model -> model.get("concurrency_group"))
                .containsExactly(
                        "standard_eleven_v4",
                        "turbo_eleven_v4",
                        "standard_eleven_v3",
                        "turbo_eleven_v3",
                        "standard_eleven_multilingual_v2",
                        "turbo_eleven_v2",
                        "turbo_eleven_v2",
                        "turbo_eleven_v2",
                        "turbo_eleven_v2");
        assertThat(JsonPath.at(listing, 0, "languages").toString()).contains("English", "German");
    }
}
