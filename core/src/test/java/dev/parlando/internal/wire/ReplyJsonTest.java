package dev.parlando.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.voice.Model;
import dev.parlando.voice.Voice;
import dev.parlando.voice.VoicePage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyJsonTest {
    private static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsAPageOfVoices() {
        VoicePage page = ReplyJson.voicePage(
                utf8(
                        """
                        {"voices": [
                          {"voice_id": "v1", "name": "Ada", "category": "premade", "description": "calm",
                           "labels": {"gender": "female", "accent": "irish"}, "preview_url": "https://x.test/a.mp3",
                           "settings": {"stability": 0.5}, "verified_languages": [], "brand_new": {"a": [1]}},
                          {"voice_id": "v2", "name": null, "labels": null}
                        ], "has_more": true, "total_count": 123, "next_page_token": "t2", "brand_new": 1}
                        """));
        assertThat(page)
                .isEqualTo(new VoicePage(
                        List.of(
                                new Voice(
                                        "v1",
                                        "Ada",
                                        "premade",
                                        "calm",
                                        Map.of("gender", "female", "accent", "irish"),
                                        "https://x.test/a.mp3"),
                                new Voice("v2", null, null, null, Map.of(), null)),
                        true,
                        "t2",
                        123));
    }

    @Test
    void readsThePageThatIsTheLast() {
        assertThat(ReplyJson.voicePage(utf8("{\"voices\":[],\"has_more\":false,\"next_page_token\":null}")))
                .isEqualTo(new VoicePage(List.of(), false, null, null));
        assertThat(ReplyJson.voicePage(utf8("{\"voices\":[]}"))).isEqualTo(new VoicePage(List.of(), false, null, null));
    }

    @Test
    void readsTheModels() {
        List<Model> models = ReplyJson.models(
                utf8(
                        """
                        [{"model_id": "eleven_flash_v2_5", "name": "Flash", "description": "fast",
                          "can_do_text_to_speech": true, "maximum_text_length_per_request": 40000,
                          "languages": [{"language_id": "en", "name": "English"}, {"language_id": "de"}],
                          "concurrency_group": "turbo", "token_cost_factor": 0.5},
                         {"model_id": "m2"}]
                        """));
        assertThat(models)
                .containsExactly(
                        new Model("eleven_flash_v2_5", "Flash", "fast", true, 40_000, List.of("en", "de"), "turbo"),
                        new Model("m2", null, null, false, null, List.of(), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Hello</html>", "{\"voices\":", "null", "42", "\"voices\""})
    void saysThatAnAnswerIsNotTheExpectedJson(String body) {
        assertThatThrownBy(() -> ReplyJson.voicePage(utf8(body)))
                .isInstanceOf(UnexpectedResponseException.class)
                .hasMessageContaining("voices")
                .hasMessageContaining("base URL");
        assertThatThrownBy(() -> ReplyJson.models(utf8(body)))
                .isInstanceOf(UnexpectedResponseException.class)
                .hasMessageContaining("models");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"voices\":{}}", "{\"voices\":null}", "{\"detail\":\"none\"}"})
    void saysThatAnAnswerHoldsNoVoices(String body) {
        assertThatThrownBy(() -> ReplyJson.voicePage(utf8(body)))
                .isInstanceOf(UnexpectedResponseException.class)
                .hasMessageContaining("voices");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"models\":[{\"model_id\":\"m\"}]}", "{\"detail\":\"none\"}"})
    void saysThatAnAnswerHoldsNoModels(String body) {
        assertThatThrownBy(() -> ReplyJson.models(utf8(body)))
                .isInstanceOf(UnexpectedResponseException.class)
                .hasMessageContaining("models");
    }
}
