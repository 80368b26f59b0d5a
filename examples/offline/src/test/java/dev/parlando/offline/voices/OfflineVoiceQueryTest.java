package dev.parlando.offline.voices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.JsonPath;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfflineVoiceQueryTest {
    private final List<OfflineVoice> voices = new VoiceCatalog().all();

    @Test
    void returnsDisjointAndCompletePages() {
        List<String> seen = new ArrayList<>();
        Map<String, ?> page = answer("page_size=2&sort=name&sort_direction=desc");
        while (true) {
            assertThat(page.get("total_count")).isEqualTo(5);
            seen.addAll(names(page));
            if (!Boolean.TRUE.equals(page.get("has_more"))) {
                break;
            }
            page = answer("page_size=2&sort=name&sort_direction=desc&next_page_token=" + page.get("next_page_token"));
        }
        assertThat(page.get("next_page_token")).isNull();
        assertThat(seen).containsExactly("Kevin Telephone", "Kevin Low", "Kevin High", "Kevin Brisk", "Kevin");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 5",
        "search=TELEPHONE, 1",
        "search=higher%20pitch, 1",
        "search=american, 5",
        "search=nobody, 0",
        "category=premade, 5",
        "category=cloned, 0",
        "voice_type=default, 5",
        "voice_type=non-community, 0",
        "voice_type=saved, 0",
        "voice_type=personal, 0",
        "voice_ids=KevinOfflineVoice002&voice_ids=KevinOfflineVoice004&voice_ids=none, 2",
        "collection_id=c1, 0",
        "language=de&language=en, 5",
        "use_cases=narration&use_cases=testing, 5",
        "use_cases=narration, 0",
        "high_quality=true, 0",
        "high_quality=false, 5",
        "min_notice_period_days=0, 5",
        "min_notice_period_days=1, 0",
        "include_custom_rates=false, 5",
        "include_live_moderated=false, 5",
        "fine_tuning_state=draft, 0",
        "gender=female, 0",
        "gender=female&gender=male, 5",
        "page_size=3, 3",
        "page_size=100, 5"
    })
    void filters(String query, int expected) {
        assertThat(names(answer(query))).hasSize(expected);
    }

    @Test
    void sortsByCreationTimeInBothDirections() {
        assertThat(names(answer("sort=created_at_unix"))).startsWith("Kevin", "Kevin Low");
        assertThat(names(answer("sort=created_at_unix&sort_direction=desc"))).startsWith("Kevin Telephone");
    }

    @Test
    void countsOnRequestOnly() {
        assertThat(answer("include_total_count=false").get("total_count")).isEqualTo(0);
        assertThat(answer("include_total_count=true").get("total_count")).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "page_size=0",
                "page_size=101",
                "page_size=x",
                "category=x",
                "voice_type=x",
                "fine_tuning_state=x",
                "high_quality=x",
                "min_notice_period_days=-1",
                "min_notice_period_days=x",
                "include_custom_rates=x",
                "include_live_moderated=x",
                "sort=age",
                "sort_direction=up",
                "include_total_count=perhaps"
            })
    void rejectsInvalidParameters(String query) {
        HttpErrorException refusal = catchThrowableOfType(HttpErrorException.class, () -> answer(query));
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.body().toString()).contains("query");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%25%25", "ZnJvbTotMQ", "QUJDREVGRw"})
    void rejectsForeignPageToken(String token) {
        HttpErrorException refusal =
                catchThrowableOfType(HttpErrorException.class, () -> answer("next_page_token=" + token));
        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.body().toString()).contains("invalid_page_token");
    }

    @Test
    void acceptsAtMostHundredIds() {
        assertThat(names(answer("x=1" + "&voice_ids=x".repeat(100)))).isEmpty();
        HttpErrorException refusal =
                catchThrowableOfType(HttpErrorException.class, () -> answer("x=1" + "&voice_ids=x".repeat(101)));
        assertThat(refusal.status()).isEqualTo(422);
    }

    @Test
    void describesVoice() {
        Map<?, ?> voice = (Map<?, ?>) JsonPath.at(answer(""), "voices", 0);
        assertThat(voice.get("voice_id")).isEqualTo(VoiceCatalog.STANDARD_ID);
        assertThat(voice.keySet().toString())
                .contains("name", "category", "labels", "description", "settings", "created_at_unix", "is_owner");
    }

    @Test
    void usesIdsInServiceFormat() {
        assertThat(voices)
                .extracting(OfflineVoice::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[A-Za-z0-9]{20}"));
    }

    private Map<String, ?> answer(String query) {
        return new OfflineVoiceQuery(new QueryStringDecoder("/v2/voices?" + query).parameters()).page(voices);
    }

    private static List<String> names(Map<String, ?> page) {
        return ((List<?>) Objects.requireNonNull(page.get("voices")))
                .stream()
                        .map(voice -> String.valueOf(((Map<?, ?>) voice).get("name")))
                        .toList();
    }
}
