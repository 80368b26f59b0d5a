package dev.parlando.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.error.InvalidRequestException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFormatTest {
    /** The values of {@code AllowedOutputFormats} in the service's OpenAPI description. */
    private static final List<String> STREAMED = List.of(
            "mp3_22050_32",
            "mp3_24000_48",
            "mp3_44100_32",
            "mp3_44100_64",
            "mp3_44100_96",
            "mp3_44100_128",
            "mp3_44100_192",
            "pcm_8000",
            "pcm_16000",
            "pcm_22050",
            "pcm_24000",
            "pcm_32000",
            "pcm_44100",
            "pcm_48000",
            "ulaw_8000",
            "alaw_8000",
            "opus_48000_32",
            "opus_48000_64",
            "opus_48000_96",
            "opus_48000_128",
            "opus_48000_192");

    /** The additional formats of the call for a whole file. */
    private static final List<String> WHOLE_FILE_ONLY =
            List.of("wav_8000", "wav_16000", "wav_22050", "wav_24000", "wav_32000", "wav_44100", "wav_48000");

    @Test
    void documentsFormatsOfBothCalls() {
        assertThat(OutputFormat.documented())
                .extracting(OutputFormat::value)
                .hasSize(28)
                .containsAll(STREAMED)
                .containsAll(WHOLE_FILE_ONLY)
                .doesNotHaveDuplicates();
    }

    @Test
    void distinguishesStreamedFormats() {
        assertThat(OutputFormat.documented())
                .filteredOn(OutputFormat::isStreamed)
                .extracting(OutputFormat::value)
                .containsExactlyInAnyOrderElementsOf(STREAMED);
        assertThat(OutputFormat.parse("flac_48000").isStreamed()).isTrue();
    }

    @Test
    void parsesEveryDocumentedNameIntoAnEqualFormat() {
        for (OutputFormat format : OutputFormat.documented()) {
            assertThat(OutputFormat.parse(format.value())).isEqualTo(format);
            assertThat(format).hasToString(format.value());
            assertThat(format.codec()).isNotEqualTo(AudioCodec.OTHER);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "mp3_44100_128, MP3, 44100, 128",
        "MP3_22050_32, MP3, 22050, 32",
        "pcm_8000, PCM, 8000, 0",
        "ulaw_8000, ULAW, 8000, 0",
        "alaw_8000, ALAW, 8000, 0",
        "opus_48000_96, OPUS, 48000, 96",
        "wav_24000, WAV, 24000, 0",
        "flac_48000, OTHER, 48000, 0",
        "m4a_aac_44100_128, OTHER, 44100, 128",
        "pcm_192000, PCM, 192000, 0",
    })
    void readsCodecRateAndBitrate(String name, AudioCodec codec, int sampleRateHz, int bitrateKbps) {
        OutputFormat format = OutputFormat.parse(name);
        assertThat(format.value()).isEqualToIgnoringCase(name).isLowerCase();
        assertThat(format.codec()).isEqualTo(codec);
        assertThat(format.sampleRateHz()).isEqualTo(sampleRateHz);
        assertThat(format.bitrateKbps()).isEqualTo(bitrateKbps);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "mp3",
                "mp3_",
                "44100",
                "mp3_high",
                "pcm_16",
                "pcm_1234567",
                "mp3 44100",
                "pcm_16000 ",
                "../x_8000"
            })
    void rejectsMalformedName(String name) {
        InvalidRequestException refusal =
                catchThrowableOfType(InvalidRequestException.class, () -> OutputFormat.parse(name));
        assertThat(refusal.option()).isEqualTo("output_format");
        assertThat(refusal).hasMessageContaining("'" + name + "'").hasMessageContaining("mp3_44100_128");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pcm_0000", "mp3_00000_128"})
    void rejectsZeroSampleRate(String name) {
        assertThat(catchThrowableOfType(InvalidRequestException.class, () -> OutputFormat.parse(name)))
                .hasMessageContaining(name);
    }
}
