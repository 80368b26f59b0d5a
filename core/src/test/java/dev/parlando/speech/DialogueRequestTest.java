package dev.parlando.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.text.DialogueLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DialogueRequestTest {
    private static final DialogueLine FIRST = new DialogueLine("voiceA", "Hello again!");
    private static final DialogueLine SECOND = new DialogueLine("voiceB", "Good to see you.");

    private interface Change extends UnaryOperator<SpeechRequestBuilder> {}

    private static SpeechRequestBuilder dialogue() {
        return SpeechRequest.dialogue(List.of(FIRST, SECOND));
    }

    @Test
    void returnsLinesAndJoinedText() {
        SpeechRequest request = dialogue().build();
        assertThat(request.dialogueLines()).containsExactly(FIRST, SECOND);
        assertThat(request.text()).isEqualTo("Hello again!\nGood to see you.");
        assertThat(request.voiceId()).isNull();
        assertThat(request.modelId()).isEqualTo("eleven_v3");
        assertThat(dialogue().model("eleven_v4").build().modelId()).isEqualTo("eleven_v4");
        assertThat(SpeechRequest.of("Hello").dialogueLines()).isEmpty();
    }

    @Test
    void copiesLinesOfCallerAndOfBuilder() {
        List<DialogueLine> lines = new ArrayList<>(List.of(FIRST));
        SpeechRequestBuilder builder = SpeechRequest.dialogue(lines);
        lines.add(SECOND);
        SpeechRequest request = builder.build();
        assertThat(request.dialogueLines()).containsExactly(FIRST);
        assertThat(request.toBuilder().build()).isEqualTo(request).hasSameHashCodeAs(request);
        assertThatThrownBy(() -> request.dialogueLines().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void becomesTextOfOneVoiceWhenTextIsSet() {
        SpeechRequest request = dialogue().text("Alone.").voice("voiceC").build();
        assertThat(request.dialogueLines()).isEmpty();
        assertThat(request.text()).isEqualTo("Alone.");
    }

    @Test
    void isNoTemplateOfLiveText() {
        SpeechRequest request = dialogue().build();
        assertThatThrownBy(() -> LiveText.of(request)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void omitsTextsFromToString() {
        assertThat(FIRST.toString()).contains("voiceA", "12 characters").doesNotContain("Hello");
        assertThat(dialogue().build().toString()).contains("eleven_v3").doesNotContain("Hello");
    }

    @Test
    void identifiesLinesAndTheirVoices() {
        List<SpeechRequest> different = List.of(
                dialogue().build(),
                SpeechRequest.dialogue(List.of(SECOND, FIRST)).build(),
                SpeechRequest.dialogue(List.of(
                                new DialogueLine("voiceB", FIRST.text()), new DialogueLine("voiceA", SECOND.text())))
                        .build(),
                SpeechRequest.dialogue(List.of(new DialogueLine("voiceA", FIRST.text() + "\n" + SECOND.text())))
                        .build(),
                SpeechRequest.builder(FIRST.text() + "\n" + SECOND.text())
                        .model("eleven_v3")
                        .build());
        assertThat(different.stream().map(SpeechRequest::identity).distinct()).hasSameSizeAs(different);
        assertThat(different).doesNotHaveDuplicates();
        assertThat(dialogue().build().identity()).isEqualTo(dialogue().build().identity());
    }

    private static Arguments refused(String option, String inMessage, Change change) {
        return arguments(option, inMessage, change);
    }

    private static SpeechRequestBuilder with(String voiceId, String text) {
        return SpeechRequest.dialogue(List.of(FIRST, new DialogueLine(voiceId, text)));
    }

    private static SpeechRequestBuilder voices(int count) {
        return SpeechRequest.dialogue(IntStream.range(0, count)
                .mapToObj(i -> new DialogueLine("v" + i, "Hello."))
                .toList());
    }

    static Stream<Arguments> refusedLines() {
        return Stream.of(
                refused("text", "empty", request -> SpeechRequest.dialogue(List.of())),
                refused("inputs[1].text", "empty", request -> with("voiceB", " ")),
                refused("inputs[1].voice_id", "'a/b'", request -> with("a/b", "Hello.")),
                refused(
                        "inputs[0].text",
                        "surrogate",
                        request -> SpeechRequest.dialogue(
                                List.of(new DialogueLine("a", "\uD83D"), new DialogueLine("b", "\uDE00")))),
                refused("inputs", "11 voices", request -> voices(11)),
                refused("inputs", "2001 characters", request -> with("voiceB", "\uD83D\uDE00".repeat(1989))));
    }

    @SuppressWarnings("deprecation") // Deprecated fields are still validated.
    static Stream<Arguments> refusedOptions() {
        VoiceSettings stored = VoiceSettings.STORED;
        return Stream.of(
                refused("voice_id", "dialogue", request -> request.voice("voiceC")),
                refused("previous_text", "dialogue", request -> request.previousText("a")),
                refused("next_text", "dialogue", request -> request.nextText("a")),
                refused("previous_request_ids", "dialogue", request -> request.previousRequestIds(List.of("a"))),
                refused("next_request_ids", "dialogue", request -> request.nextRequestIds(List.of("a"))),
                refused(
                        "apply_language_text_normalization",
                        "dialogue",
                        request -> request.languageTextNormalization(true)),
                refused("optimize_streaming_latency", "dialogue", request -> request.optimizeStreamingLatency(1)),
                refused("use_pvc_as_ivc", "dialogue", request -> request.usePvcAsIvc(false)),
                refused(
                        "voice_settings.similarity_boost",
                        "dialogue",
                        request -> request.voiceSettings(stored.withSimilarityBoost(0.5))),
                refused("voice_settings.style", "dialogue", request -> request.voiceSettings(stored.withStyle(0.5))),
                refused(
                        "voice_settings.use_speaker_boost",
                        "dialogue",
                        request -> request.voiceSettings(stored.withSpeakerBoost(true))),
                refused("voice_settings.speed", "dialogue", request -> request.voiceSettings(stored.withSpeed(1))));
    }

    @ParameterizedTest
    @MethodSource({"refusedLines", "refusedOptions"})
    void namesRejectedFieldAndValue(String option, String inMessage, Change change) {
        SpeechRequestBuilder builder = change.apply(dialogue());
        InvalidRequestException refusal = catchThrowableOfType(InvalidRequestException.class, builder::build);
        assertThat(refusal.option()).isEqualTo(option);
        assertThat(refusal).hasMessageStartingWith(option + ": ").hasMessageContaining(inMessage);
    }

    @Test
    void acceptsLimitsAndOptionsOfDialogues() {
        assertThat(voices(10).build().dialogueLines()).hasSize(10);
        assertThat(with("voiceB", "\uD83D\uDE00".repeat(1988)).build().dialogueLines())
                .hasSize(2);
        assertThat(SpeechRequest.dialogue(Collections.nCopies(50, FIRST))
                        .build()
                        .dialogueLines())
                .hasSize(50);
        assertThat(dialogue()
                        .languageCode("en")
                        .seed(5)
                        .voiceSettings(VoiceSettings.STORED.withStability(0.5))
                        .pronunciationDictionaries(List.of(new PronunciationDictionary("d", null)))
                        .textNormalization(TextNormalization.ON)
                        .enableLogging(false)
                        .timestamps(true)
                        .build()
                        .dialogueLines())
                .hasSize(2);
    }
}
