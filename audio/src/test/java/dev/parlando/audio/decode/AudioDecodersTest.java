package dev.parlando.audio.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.timing.Allocation;
import dev.parlando.speech.OutputFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AudioDecodersTest {
    static List<OutputFormat> documented() {
        return OutputFormat.documented();
    }

    @ParameterizedTest
    @MethodSource("documented")
    void supportsEveryDocumentedFormat(OutputFormat format) {
        assertThat(AudioDecoders.canDecode(format)).isTrue();
        assertThat(AudioDecoders.forFormat(format).format()).isEqualTo(new PcmFormat(format.sampleRateHz(), 1));
    }

    @Test
    void rejectsUnsupportedFormat() {
        String value = "flac_44100";
        OutputFormat format = OutputFormat.parse(value);

        assertThat(AudioDecoders.canDecode(format)).isFalse();
        assertThatThrownBy(() -> AudioDecoders.forFormat(format))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("output_format")
                .hasMessageContaining(value)
                .hasMessageContaining("mp3, opus, pcm, ulaw, alaw or wav");
    }

    @Test
    void rejectsRateOutOfRange() {
        OutputFormat format = OutputFormat.parse("pcm_500000");

        assertThat(AudioDecoders.canDecode(format)).isFalse();
        assertThatThrownBy(() -> AudioDecoders.forFormat(format))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("500000 Hz is not from 1000 to 384000 Hz");
    }

    @Test
    void createsNewDecoderForEachStream() {
        assertThat(AudioDecoders.forFormat(OutputFormat.MP3_44100_128))
                .isNotSameAs(AudioDecoders.forFormat(OutputFormat.MP3_44100_128));
    }

    @Test
    void coversBothFrameTypesInMp3WarmUpClip() {
        AudioDecoders.warmUp();

        DecodeRun clip = DecodeRun.of(OutputFormat.MP3_24000_48).feed(TestVectors.bytes("warm-up.mp3"));

        assertThat(clip.blocks()).hasSize(42);
        assertThat(clip.formats()).contains(new PcmFormat(24_000, 1), new PcmFormat(44_100, 1));
    }

    /** Each player asks for the warm-up. */
    @Test
    void warmsUpOnce() {
        AudioDecoders.warmUp();

        assertThat(Allocation.leastBytes(AudioDecoders::warmUp)).isLessThan(10_000);
    }

    @Test
    void coversBothCodecsInOpusWarmUpClip() {
        byte[] clip = TestVectors.bytes("warm-up.opus");
        DecodeRun decoding = DecodeRun.of(OutputFormat.OPUS_48000_32).feed(clip).finish();

        assertThat(decoding.samples()).hasSize(2 * 19_200);
    }
}
