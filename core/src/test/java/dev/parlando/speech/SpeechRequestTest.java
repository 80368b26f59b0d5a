package dev.parlando.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // Deprecated fields are still part of the request.
class SpeechRequestTest {
    private static final VoiceSettings SETTINGS =
            VoiceSettings.STORED.withStability(0.4).withSimilarityBoost(0.8);
    private static final PronunciationDictionary DICTIONARY = new PronunciationDictionary("dict1", "v2");

    private static SpeechRequestBuilder everything() {
        return SpeechRequest.builder("Guten Tag")
                .voice("Voice-1_a")
                .outputFormat(OutputFormat.PCM_24000)
                .model("eleven_flash_v2_5")
                .languageCode("ja")
                .voiceSettings(SETTINGS)
                .pronunciationDictionaries(List.of(DICTIONARY))
                .seed(77)
                .previousText("before")
                .nextText("after")
                .previousRequestIds(List.of("p1", "p2"))
                .nextRequestIds(List.of("n1"))
                .textNormalization(TextNormalization.OFF)
                .languageTextNormalization(true)
                .enableLogging(true)
                .timestamps(true)
                .optimizeStreamingLatency(3)
                .usePvcAsIvc(true);
    }

    @Test
    void returnsEveryFieldThatWasSet() {
        SpeechRequest request = everything().build();
        assertThat(request.text()).isEqualTo("Guten Tag");
        assertThat(request.voiceId()).isEqualTo("Voice-1_a");
        assertThat(request.outputFormat()).isEqualTo(OutputFormat.PCM_24000);
        assertThat(request.modelId()).isEqualTo("eleven_flash_v2_5");
        assertThat(request.languageCode()).isEqualTo("ja");
        assertThat(request.voiceSettings()).isEqualTo(SETTINGS);
        assertThat(request.pronunciationDictionaries()).containsExactly(DICTIONARY);
        assertThat(request.seed()).isEqualTo(77L);
        assertThat(request.previousText()).isEqualTo("before");
        assertThat(request.nextText()).isEqualTo("after");
        assertThat(request.previousRequestIds()).containsExactly("p1", "p2");
        assertThat(request.nextRequestIds()).containsExactly("n1");
        assertThat(request.textNormalization()).isEqualTo(TextNormalization.OFF);
        assertThat(request.languageTextNormalization()).isTrue();
        assertThat(request.enableLogging()).isTrue();
        assertThat(request.timestamps()).isTrue();
        assertThat(request.optimizeStreamingLatency()).isEqualTo(3);
        assertThat(request.usePvcAsIvc()).isTrue();
    }

    @Test
    void leavesUnsetFieldsEmptyExceptDefaults() {
        SpeechRequest request = SpeechRequest.of("Hello");
        assertThat(request.outputFormat()).isEqualTo(OutputFormat.MP3_44100_128);
        assertThat(request)
                .usingRecursiveComparison()
                .isEqualTo(SpeechRequest.builder("Hello").build());
        boolean template = false;
        boolean timestamps = false;
        assertThat(valuesOf(SpeechRequest.builder("Hello")))
                .containsExactlyInAnyOrder("Hello", OutputFormat.MP3_44100_128, template, timestamps);
    }

    @Test
    void copiesEveryFieldIntoANewBuilder() {
        SpeechRequest request = everything().build();
        assertThat(valuesOf(request.toBuilder()))
                .as("a field that this test, or the copy, forgot; dialogueLines is for another text")
                .hasSize(SpeechRequestBuilder.class.getDeclaredFields().length - 1);
        assertThat(request.toBuilder().build()).usingRecursiveComparison().isEqualTo(request);
    }

    @Test
    void isImmutableAfterBuild() {
        SpeechRequestBuilder builder = everything();
        List<String> ids = new ArrayList<>(List.of("p1"));
        SpeechRequest request = builder.previousRequestIds(ids).build();
        ids.add("late");
        builder.voice("other").seed(1);
        request.toBuilder().seed(2).model("other");

        assertThat(request.voiceId()).isEqualTo("Voice-1_a");
        assertThat(request.seed()).isEqualTo(77L);
        assertThat(request.modelId()).isEqualTo("eleven_flash_v2_5");
        assertThat(request.previousRequestIds()).containsExactly("p1");
        assertThatThrownBy(() -> request.previousRequestIds().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void omitsTextsFromToString() {
        String description = everything().build().toString();
        assertThat(description)
                .contains("Voice-1_a", "eleven_flash_v2_5", "pcm_24000", "9 characters")
                .doesNotContain("Guten", "before", "after");
    }

    /** Returns the values of the fields that are set. */
    private static List<Object> valuesOf(SpeechRequestBuilder builder) {
        List<Object> values = new ArrayList<>();
        for (Field field : SpeechRequestBuilder.class.getDeclaredFields()) {
            try {
                Object value = field.get(builder);
                if (value != null && !(value instanceof Collection<?> list && list.isEmpty())) {
                    values.add(value);
                }
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }
        return values;
    }

    @Test
    void keepsOtherFieldsWhenTextChanges() {
        SpeechRequest first = SpeechRequest.builder("one").voice("v").seed(7).build();
        SpeechRequest second = first.toBuilder().text("two").build();
        assertThat(second.text()).isEqualTo("two");
        assertThat(second.voiceId()).isEqualTo("v");
        assertThat(second.seed()).isEqualTo(7L);
        assertThat(first.text()).isEqualTo("one");
    }
}
