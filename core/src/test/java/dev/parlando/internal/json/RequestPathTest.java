package dev.parlando.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.voice.VoiceQuery;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RequestPathTest {
    private static String speech(OutputFormat format) {
        return RequestPath.speech(
                SpeechRequest.builder("Hello").outputFormat(format).build(), "voice1");
    }

    @Test
    void requestsStreamInDefaultFormat() {
        assertThat(RequestPath.speech(SpeechRequest.of("Hello"), "voice1"))
                .isEqualTo("/v1/text-to-speech/voice1/stream?output_format=mp3_44100_128");
    }

    static List<OutputFormat> documented() {
        return OutputFormat.documented();
    }

    @ParameterizedTest
    @MethodSource("documented")
    void selectsCallThatOffersFormat(OutputFormat format) {
        String call = format.value().startsWith("wav_") ? "" : "/stream";
        assertThat(speech(format)).isEqualTo("/v1/text-to-speech/voice1" + call + "?output_format=" + format.value());
    }

    @ParameterizedTest
    @MethodSource("documented")
    void returnsFormatOfPath(OutputFormat format) {
        assertThat(RequestPath.outputFormat(speech(format))).isEqualTo(format);
        assertThat(RequestPath.outputFormat(speech(format) + "&enable_logging=false"))
                .isEqualTo(format);
    }

    @Test
    void streamsUnknownFormat() {
        assertThat(speech(OutputFormat.parse("flac_48000")))
                .isEqualTo("/v1/text-to-speech/voice1/stream?output_format=flac_48000");
    }

    @Test
    @SuppressWarnings("deprecation") // The service still accepts the parameter.
    void appendsOtherParametersAfterFormat() {
        SpeechRequest request = SpeechRequest.builder("Hello")
                .enableLogging(false)
                .optimizeStreamingLatency(4)
                .build();
        assertThat(RequestPath.speech(request, "v"))
                .endsWith("/stream?output_format=mp3_44100_128&enable_logging=false&optimize_streaming_latency=4");
    }

    @Test
    void prefersGivenVoice() {
        SpeechRequest request = SpeechRequest.builder("Hello").voice("other").build();
        assertThat(RequestPath.speech(request, "voice1")).contains("/voice1/").doesNotContain("other");
    }

    @ParameterizedTest
    @CsvSource({"a/b, a%2Fb", "a b, a%20b", "a?b#c, a%3Fb%23c", "ä, %C3%A4", "a+b, a%2Bb", "a%2Fb, a%252Fb"})
    void encodesAVoiceIdAsOneSegment(String voiceId, String segment) {
        assertThat(RequestPath.speech(SpeechRequest.of("Hello"), voiceId))
                .startsWith("/v1/text-to-speech/" + segment + "/stream?");
    }

    @Test
    void requestsPageOfVoices() {
        assertThat(RequestPath.voices(VoiceQuery.ALL)).isEqualTo("/v2/voices?page_size=100");
        assertThat(RequestPath.voices(VoiceQuery.builder()
                        .pageSize(7)
                        .search("calm & deep")
                        .build()
                        .after("a=b/c+d")))
                .isEqualTo("/v2/voices?page_size=7&search=calm%20%26%20deep&next_page_token=a%3Db%2Fc%2Bd");
    }

    @Test
    void requestsModels() {
        assertThat(RequestPath.MODELS).isEqualTo("/v1/models");
    }
}
