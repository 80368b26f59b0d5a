package dev.parlando.offline.voices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.offline.json.JsonPath;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoiceCatalogTest {
    private final VoiceCatalog many = new VoiceCatalog(10_000);

    @Test
    void generatesRequestedCountAndFindsEachVoice() {
        assertThat(many.all()).hasSize(10_000);
        Set<String> ids = new HashSet<>();
        long lastUnix = 0;
        for (OfflineVoice voice : many.all()) {
            assertThat(voice.id()).matches("[A-Za-z0-9]{20}");
            assertThat(ids.add(voice.id())).isTrue();
            assertThat(voice.createdAtUnix()).isGreaterThan(lastUnix);
            assertThat(many.find(voice.id())).contains(voice);
            lastUnix = voice.createdAtUnix();
        }
    }

    @Test
    void findsNoUnknownVoice() {
        assertThat(many.find("OfflineMadeUpV009995")).isEmpty();
        assertThat(many.find("OfflineMadeUpV-00001")).isEmpty();
        assertThat(many.find("OfflineMadeUpV1")).isEmpty();
        assertThat(new VoiceCatalog().find("OfflineMadeUpV000000")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 4, 1_000_001})
    void rejectsUnsupportedCount(int count) {
        assertThatThrownBy(() -> new VoiceCatalog(count)).isInstanceOf(InvalidRequestException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "category=premade",
                "category=cloned",
                "category=generated",
                "category=professional",
                "voice_type=personal",
                "voice_type=community",
                "voice_type=default",
                "voice_type=workspace",
                "voice_type=non-default",
                "voice_type=non-community",
                "voice_type=saved",
                "fine_tuning_state=fine_tuned",
                "fine_tuning_state=queued",
                "collection_id=OfflineCollection001",
                "gender=female",
                "age=old",
                "accent=irish",
                "language=de",
                "language=de&language=pl",
                "use_cases=narration",
                "use_cases=narration&use_cases=characters",
                "min_notice_period_days=90",
                "include_custom_rates=false",
                "include_live_moderated=false",
                "high_quality=true",
                "search=made-up%20voice%2017",
                "gender=female&language=de&category=professional&voice_type=community&min_notice_period_days=30"
            })
    void matchesSomeVoicesWithEveryFilter(String query) {
        assertThat(count(query)).isBetween(1, 9_999);
    }

    @Test
    void composesVoiceTypesLikeService() {
        assertThat(count("voice_type=non-default")).isEqualTo(10_000 - count("voice_type=default"));
        assertThat(count("voice_type=non-community"))
                .isEqualTo(count("voice_type=personal") + count("voice_type=workspace"));
        assertThat(count("voice_type=saved"))
                .isEqualTo(count("voice_type=non-default")
                        + count("voice_type=default&collection_id=" + VoiceGenerator.COLLECTION_ID));
        assertThat(count("language=de&language=pl")).isEqualTo(count("language=de") + count("language=pl"));
    }

    @Test
    void returnsRequestedPageOnly() {
        Map<String, ?> page = answer("page_size=100&sort=name");
        assertThat((List<?>) JsonPath.at(page, "voices")).hasSize(100);
        assertThat(page.get("has_more")).isEqualTo(true);
    }

    private int count(String query) {
        return (int) JsonPath.at(answer(query), "total_count");
    }

    private Map<String, ?> answer(String query) {
        return new OfflineVoiceQuery(new QueryStringDecoder("/v2/voices?" + query).parameters()).page(many.all());
    }
}
