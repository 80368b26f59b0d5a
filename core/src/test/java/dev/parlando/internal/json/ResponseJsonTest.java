package dev.parlando.internal.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.speech.VoiceSettings;
import dev.parlando.voice.Model;
import dev.parlando.voice.Voice;
import dev.parlando.voice.VoicePage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseJsonTest {
    private static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readsAPageOfVoices() {
        VoicePage page = ResponseJson.voicePage(
                utf8(
                        """
                        {"voices": [
                          {"voice_id": "v1", "name": "Ada", "category": "premade", "description": "calm",
                           "labels": {"gender": "female", "accent": "irish"}, "preview_url": "https://x.test/a.mp3",
                           "settings": {"stability": 0.5}, "verified_languages": [], "brand_new": {"a": [1]}},
                          {"voice_id": "v2", "name": null, "labels": null}
                        ], "has_more": true, "total_count": 123, "next_page_token": "t2", "brand_new": 1}
                        """));
        assertThat(page.hasMore()).isTrue();
        assertThat(page.nextPageToken()).isEqualTo("t2");
        assertThat(page.totalCount()).isEqualTo(123);
        assertThat(page.other()).isEqualTo(Map.of("brand_new", 1L));
        assertThat(page.voices()).extracting(Voice::voiceId).containsExactly("v1", "v2");
        Voice voice = page.voices().get(0);
        assertThat(voice.labels()).isEqualTo(Map.of("gender", "female", "accent", "irish"));
        assertThat(voice.settings()).isEqualTo(VoiceSettings.STORED.withStability(0.5));
        assertThat(voice.other()).isEqualTo(Map.of("brand_new", Map.of("a", List.of(1L))));
        assertThat(page.voices().get(1).name()).isNull();
        assertThat(page.voices().get(1).labels()).isEmpty();
    }

    @Test
    void readsFirstVoiceId() {
        assertThat(ResponseJson.firstVoiceId(utf8("{\"voices\":[{\"voice_id\":\"a\"},{\"voice_id\":\"b\"}]}")))
                .contains("a");
        assertThat(ResponseJson.firstVoiceId(utf8("{\"voices\":[]}"))).isEmpty();
        assertThatThrownBy(() -> ResponseJson.firstVoiceId(utf8("{\"voices\":[{}]}")))
                .isInstanceOf(UnexpectedResponseException.class)
                .hasMessageContaining("voice_id");
    }

    @Test
    void keepsValidEntriesOfPartlyInvalidLists() {
        Voice voice =
                ResponseJson.voice(utf8("{\"voice_id\":\"v\",\"labels\":{\"age\":\"old\",\"rank\":1,\"none\":null},"
                        + "\"collection_ids\":[\"c\",null,2],\"samples\":[{\"sample_id\":\"s\"},null]}"));
        assertThat(voice.labels()).isEqualTo(Map.of("age", "old"));
        assertThat(voice.collectionIds()).containsExactly("c");
        assertThat(voice.samples()).hasSize(1);
        assertThat(voice.other())
                .isEqualTo(Map.of(
                        "labels", Map.of("age", "old", "rank", 1L), "collection_ids", Arrays.asList("c", null, 2L)));
    }

    @Test
    void readsLastPage() {
        assertThat(ResponseJson.voicePage(utf8("{\"voices\":[],\"has_more\":false,\"next_page_token\":null}")))
                .isEqualTo(new VoicePage(List.of(), false, null, null, Map.of()));
        assertThat(ResponseJson.voicePage(utf8("{\"voices\":[]}")))
                .isEqualTo(new VoicePage(List.of(), false, null, null, Map.of()));
    }

    @Test
    void readsTheModels() {
        List<Model> models = ResponseJson.models(
                utf8(
                        """
                        [{"model_id": "eleven_flash_v2_5", "name": "Flash", "description": "fast",
                          "can_do_text_to_speech": true, "maximum_text_length_per_request": 40000,
                          "languages": [{"language_id": "en", "name": "English"}, {"language_id": "de"}],
                          "concurrency_group": "turbo", "token_cost_factor": 0.5},
                         {"model_id": "m2"}]
                        """));
        assertThat(models).extracting(Model::modelId).containsExactly("eleven_flash_v2_5", "m2");
        Model flash = models.get(0);
        assertThat(flash.canDoTextToSpeech()).isTrue();
        assertThat(flash.maximumTextLength()).isEqualTo(40_000);
        assertThat(flash.languages())
                .containsExactly(
                        new Model.Language("en", "English", Map.of()), new Model.Language("de", null, Map.of()));
        assertThat(flash.tokenCostFactor()).isEqualTo(0.5);
        assertThat(flash.concurrencyGroup()).isEqualTo("turbo");
        assertThat(models.get(1).languages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Hello</html>", "{\"voices\":", "null", "42", "\"voices\""})
    void rejectsUnexpectedJson(String body) {
        assertThatThrownBy(() -> ResponseJson.voicePage(utf8(body)))
                .isInstanceOf(UnexpectedResponseException.class)
                .hasMessageContaining("voices")
                .hasMessageContaining("base URL");
        assertThatThrownBy(() -> ResponseJson.models(utf8(body)))
                .isInstanceOf(UnexpectedResponseException.class)
                .hasMessageContaining("models");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"voices\":{}}", "{\"voices\":null}", "{\"detail\":\"none\"}"})
    void rejectsResponseWithoutVoices(String body) {
        assertThatThrownBy(() -> ResponseJson.voicePage(utf8(body)))
                .isInstanceOf(UnexpectedResponseException.class)
                .hasMessageContaining("voices");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"models\":[{\"model_id\":\"m\"}]}", "{\"detail\":\"none\"}"})
    void rejectsResponseWithoutModels(String body) {
        assertThatThrownBy(() -> ResponseJson.models(utf8(body)))
                .isInstanceOf(UnexpectedResponseException.class)
                .hasMessageContaining("models");
    }
}
