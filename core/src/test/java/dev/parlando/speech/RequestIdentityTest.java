package dev.parlando.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestIdentityTest {
    private static final Map<String, Object> VALUES = Map.ofEntries(
            Map.entry("text", "Hello."),
            Map.entry("voice", "v1"),
            Map.entry("outputFormat", OutputFormat.PCM_24000),
            Map.entry("model", "eleven_flash_v2_5"),
            Map.entry("languageCode", "ja"),
            Map.entry("voiceSettings", VoiceSettings.STORED.withSpeed(1.1)),
            Map.entry("pronunciationDictionaries", List.of(new PronunciationDictionary("d", null))),
            Map.entry("seed", 7L),
            Map.entry("previousText", "a"),
            Map.entry("nextText", "a"),
            Map.entry("previousRequestIds", List.of("a")),
            Map.entry("nextRequestIds", List.of("a")),
            Map.entry("textNormalization", TextNormalization.ON),
            Map.entry("languageTextNormalization", true),
            Map.entry("enableLogging", true),
            Map.entry("timestamps", true),
            Map.entry("optimizeStreamingLatency", 1),
            Map.entry("usePvcAsIvc", true));

    static Stream<Method> setters() {
        return Arrays.stream(SpeechRequestBuilder.class.getDeclaredMethods())
                .filter(method -> method.getReturnType() == SpeechRequestBuilder.class
                        && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getParameterCount() == 1);
    }

    private static SpeechRequest with(Method setter) throws ReflectiveOperationException {
        SpeechRequestBuilder builder = SpeechRequest.builder("Hello");
        setter.invoke(builder, Objects.requireNonNull(VALUES.get(setter.getName()), setter.getName()));
        return builder.build();
    }

    @ParameterizedTest
    @MethodSource("setters")
    void changesWithEachFieldOfAudio(Method setter) throws ReflectiveOperationException {
        SpeechRequest base = SpeechRequest.of("Hello");
        SpeechRequest changed = with(setter);
        assertThat(changed)
                .isNotEqualTo(base)
                .isEqualTo(with(setter))
                .hasSameHashCodeAs(with(setter))
                .doesNotHaveSameHashCodeAs(base);
        assertThat(changed.identity().equals(base.identity()))
                .isEqualTo(setter.getName().equals("enableLogging"));
    }

    @Test
    void isDifferentForEachField() throws ReflectiveOperationException {
        Set<String> identities = new HashSet<>();
        for (Method setter : setters().toList()) {
            identities.add(with(setter).identity());
        }
        assertThat(identities).hasSize(VALUES.size());
    }

    /** The digest of a text that another program computed: a change of it would invalidate every cache. */
    @Test
    void neverChanges() {
        SpeechRequest request = SpeechRequest.builder("Grüße, 😀\n")
                .voice("v1")
                .outputFormat(OutputFormat.PCM_24000)
                .model("eleven_flash_v2_5")
                .voiceSettings(VoiceSettings.STORED.withStability(0.5).withSpeakerBoost(true))
                .seed(7)
                .pronunciationDictionaries(
                        List.of(new PronunciationDictionary("d1", "v"), new PronunciationDictionary("d2", null)))
                .build();
        assertThat(request.identity()).isEqualTo("1def566a077d43edd8732ef0379606c63f8145f81146897450f1d03306e274df");
    }

    @Test
    void isIndependentOfOrderAndOfSettingsThatOverrideNothing() {
        SpeechRequest first = SpeechRequest.builder("Hello").voice("v").seed(1).build();
        SpeechRequest second = SpeechRequest.builder("Hi")
                .seed(1)
                .voiceSettings(VoiceSettings.STORED)
                .voice("v")
                .text("Hello")
                .build();
        assertThat(second.identity()).isEqualTo(first.identity());
    }

    static Stream<List<UnaryOperator<SpeechRequestBuilder>>> lookAlikes() {
        return Stream.of(
                List.of(request -> request.previousText("a\nnext_text 1 b"), request -> request.previousText("a")
                        .nextText("b")),
                List.of(
                        request -> request.previousRequestIds(List.of("a", "b")),
                        request -> request.previousRequestIds(List.of("b", "a"))),
                List.of(
                        request -> request.previousRequestIds(List.of("a", "b")),
                        request -> request.previousRequestIds(List.of("a")).nextRequestIds(List.of("b"))),
                List.of(request -> request, request -> request.model("eleven_multilingual_v2")));
    }

    @ParameterizedTest
    @MethodSource("lookAlikes")
    void keepsValuesApart(List<UnaryOperator<SpeechRequestBuilder>> changes) {
        Set<String> identities = changes.stream()
                .map(change ->
                        change.apply(SpeechRequest.builder("Hello")).build().identity())
                .collect(Collectors.toSet());
        assertThat(identities).hasSameSizeAs(changes);
    }
}
