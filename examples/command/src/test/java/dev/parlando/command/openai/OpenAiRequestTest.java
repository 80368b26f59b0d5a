package dev.parlando.command.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.VoiceSettings;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests {@link OpenAiRequest}: the members of OpenAI's API as values of a request to the engine. */
class OpenAiRequestTest {
    private static final OpenAiSettings SETTINGS = new OpenAiSettings(null, "serverVoice", "eleven_v3");

    private static OpenAiRequest parse(String json) {
        return OpenAiRequest.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8), SETTINGS);
    }

    @Test
    void usesVoiceAndModelOfServerForThoseOfOpenAi() {
        OpenAiRequest request = parse("{'input': 'Grüße', 'model': 'gpt-4o-mini-tts', 'voice': 'alloy', 'new': [1]}");
        assertThat(request.format()).isEqualTo(ResponseFormat.MP3);
        assertThat(request.speech().text()).isEqualTo("Grüße");
        assertThat(request.speech().voiceId()).isEqualTo("serverVoice");
        assertThat(request.speech().modelId()).isEqualTo("eleven_v3");
        assertThat(request.speech().outputFormat()).isEqualTo(OutputFormat.MP3_44100_128);
    }

    @Test
    void usesVoiceAndModelOfService() {
        OpenAiRequest request = parse("{'input': 'Hi', 'model': 'eleven_flash_v2_5', 'voice': {'id': 'abc'},"
                + " 'response_format': 'wav', 'speed': 1.1}");
        assertThat(request.speech().voiceId()).isEqualTo("abc");
        assertThat(request.speech().modelId()).isEqualTo("eleven_flash_v2_5");
        assertThat(request.speech().voiceSettings()).isEqualTo(VoiceSettings.STORED.withSpeed(1.1));
        assertThat(request.speech().outputFormat()).isEqualTo(OutputFormat.PCM_24000);
    }

    @Test
    void normalSpeedKeepsSettingsOfVoice() {
        assertThat(parse("{'input': 'Hi', 'speed': 1}").speech())
                .isEqualTo(parse("{'input': 'Hi'}").speech());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "                                          | body: is not a JSON object",
                "{'input': 'Hi'                            | body: is not JSON",
                "['Hi']                                    | body: is not a JSON object",
                "{'input': 'Hi'} {}                        | body: is not JSON",
                "{}                                        | input: is missing or empty",
                "{'input': ' '}                            | input: is missing or empty",
                "{'input': 5}                              | input: is not a string",
                "{'input': 'Hi', 'voice': 5}               | voice: is not a string",
                "{'input': 'Hi', 'response_format': 'aac'} | response_format: 'aac' is not offered; use one of mp3, opus",
                "{'input': 'Hi', 'stream_format': 'sse'}   | stream_format: 'sse' is not offered; use audio",
                "{'input': 'Hi', 'speed': 'fast'}          | speed: is not a number",
                "{'input': 'Hi', 'speed': 4}               | speed: 4.0",
            })
    void namesWrongMember(String body, String message) {
        assertThatThrownBy(() -> parse(body == null ? "" : body))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining(message);
    }
}
