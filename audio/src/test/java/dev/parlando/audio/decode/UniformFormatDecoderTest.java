package dev.parlando.audio.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.internal.decode.UniformFormatDecoder;
import dev.parlando.audio.resample.FormatConverter;
import dev.parlando.speech.OutputFormat;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests that a stream whose format changes is returned in the format of its first block. */
class UniformFormatDecoderTest {
    private static final PcmFormat MONO = new PcmFormat(24_000, 1);
    private static final byte[] SAMPLES = TestVectors.head("pcm_8000.pcm", 8000);

    private static byte[] wav(int rateHz, int channels) {
        return new WavFileBuilder()
                .format(1, channels, rateHz, 16)
                .chunk("data", SAMPLES)
                .bytes();
    }

    private static short[] converted(PcmFormat from, PcmFormat to) {
        FormatConverter converter = new FormatConverter(from, to);
        short[] samples = TestVectors.s16le(SAMPLES);
        short[] output = new short[converter.maxOutputSamples(samples.length)];
        short[] tail = new short[converter.maxOutputSamples(0)];
        int count = converter.convert(samples, samples.length, output);
        int tailCount = converter.finish(tail);
        short[] whole = Arrays.copyOf(output, count + tailCount);
        System.arraycopy(tail, 0, whole, count, tailCount);
        return whole;
    }

    private static short[] join(short[]... parts) {
        short[] joined =
                new short[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int end = 0;
        for (short[] part : parts) {
            System.arraycopy(part, 0, joined, end, part.length);
            end += part.length;
        }
        return joined;
    }

    @Test
    void convertsEachPartToFirstFormat() {
        byte[] stream = TestVectors.join(
                wav(24_000, 1), wav(24_000, 2), wav(8000, 1), wav(24_000, 1), wav(44_100, 2), wav(48_000, 1));
        short[] plain = TestVectors.s16le(SAMPLES);
        short[] expected = join(
                plain,
                converted(new PcmFormat(24_000, 2), MONO),
                converted(new PcmFormat(8000, 1), MONO),
                plain,
                converted(new PcmFormat(44_100, 2), MONO),
                converted(new PcmFormat(48_000, 1), MONO));
        for (List<Integer> lengths : List.of(List.of(Integer.MAX_VALUE), List.of(1), List.of(1000, 37))) {
            DecodeRun decoding = new DecodeRun(UniformFormatDecoder.forFormat(OutputFormat.WAV_24000))
                    .feedInPieces(stream, lengths)
                    .finish();

            assertThat(decoding.samples()).isEqualTo(expected);
            assertThat(decoding.formats()).containsOnly(MONO);
        }
    }

    @Test
    void convertsMonoPartToStereo() {
        byte[] stream = TestVectors.join(wav(8000, 2), wav(8000, 1));

        DecodeRun decoding = new DecodeRun(UniformFormatDecoder.forFormat(OutputFormat.WAV_8000))
                .feed(stream)
                .finish();

        assertThat(decoding.samples()).hasSize(3 * SAMPLES.length / 2);
        assertThat(decoding.formats()).containsOnly(new PcmFormat(8000, 2));
    }

    /** The first part is mono and declares its padding. */
    @Test
    void convertsMp3ThatBecomesStereo() {
        byte[] stream = TestVectors.bytes("mono_then_stereo.mp3");
        DecodeRun parts = DecodeRun.of(OutputFormat.MP3_44100_128).feed(stream).finish();

        DecodeRun decoding = new DecodeRun(UniformFormatDecoder.forFormat(OutputFormat.MP3_44100_128))
                .feed(stream)
                .finish();

        PcmFormat mono = new PcmFormat(44_100, 1);
        PcmFormat stereo = new PcmFormat(44_100, 2);
        assertThat(parts.formats()).startsWith(mono).endsWith(stereo);
        assertThat(decoding.formats()).hasSameSizeAs(parts.formats()).containsOnly(mono);
        int audioFrames = 0;
        for (int i = 0; i < parts.blocks().size(); i++) {
            audioFrames += parts.blocks().get(i).length / parts.formats().get(i).channels();
        }
        assertThat(decoding.samples()).hasSize(audioFrames);
    }
}
