package dev.parlando.audio.resample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.TestAudio;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatConverterTest {
    private static final PcmFormat MONO = new PcmFormat(24_000, 1);
    private static final PcmFormat STEREO = new PcmFormat(24_000, 2);

    @Test
    void passesSameFormatUnchanged() {
        FormatConverter converter = new FormatConverter(STEREO, STEREO);
        short[] sound = TestAudio.ramp(5_000);

        assertThat(converter.isIdentity()).isTrue();
        assertThat(whole(STEREO, STEREO, sound)).isEqualTo(sound);
    }

    @Test
    void duplicatesMonoToStereo() {
        assertThat(whole(MONO, STEREO, new short[] {1, -2, 3})).containsExactly(1, 1, -2, -2, 3, 3);
    }

    @Test
    void averagesStereoToMono() {
        short[] loud = {Short.MAX_VALUE, Short.MAX_VALUE, Short.MIN_VALUE, Short.MIN_VALUE, 100, 300, -7, 7};

        assertThat(whole(STEREO, MONO, loud)).containsExactly(Short.MAX_VALUE, Short.MIN_VALUE, 200, 0);
    }

    @Test
    void resamplesEachChannelSeparately() {
        PcmFormat to = new PcmFormat(44_100, 2);
        short[] left = noise(3_000);
        short[] right = TestAudio.ramp(3_000);
        short[] both = new short[6_000];
        for (int i = 0; i < 3_000; i++) {
            both[2 * i] = left[i];
            both[2 * i + 1] = right[i];
        }

        short[] converted = whole(STEREO, to, both);

        assertThat(channel(converted, 0)).isEqualTo(whole(MONO, new PcmFormat(44_100, 1), left));
        assertThat(channel(converted, 1)).isEqualTo(whole(MONO, new PcmFormat(44_100, 1), right));
    }

    @ParameterizedTest
    @CsvSource({"24000,1,48000,2", "44100,2,8000,1", "16000,1,44100,2", "22050,2,48000,2", "48000,1,22050,1"})
    void returnsLengthProportionalToRates(int fromHz, int fromChannels, int toHz, int toChannels) {
        short[] sound = noise(7_777 * fromChannels);

        short[] converted = whole(new PcmFormat(fromHz, fromChannels), new PcmFormat(toHz, toChannels), sound);

        assertThat(converted).hasSize((int) (7_777L * toHz / fromHz) * toChannels);
    }

    @Test
    void convertsPositionToSourceFrames() {
        FormatConverter converter = new FormatConverter(new PcmFormat(44_100, 1), new PcmFormat(48_000, 2));

        assertThat(converter.sourceAudioFrames(48_000)).isEqualTo(44_100);
        assertThat(converter.sourceAudioFrames(1)).isZero();
        assertThat(converter.sourceAudioFrames(48_000L * 3_600 * 1_000)).isEqualTo(44_100L * 3_600 * 1_000);
    }

    @Test
    void computesFiltersOnce() {
        FilterCache tables = new FilterCache();

        assertThat(tables.between(24_000, 48_000)).isSameAs(tables.between(24_000, 48_000));
        assertThat(tables.between(48_000, 24_000)).isNotSameAs(tables.between(24_000, 48_000));
    }

    @Property(tries = 100, seed = "20260203")
    void returnsSameSamplesForAnySplit(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 1_500) Integer> pieces,
            @ForAll @IntRange(min = 1, max = 2) int fromChannels,
            @ForAll @IntRange(min = 1, max = 2) int toChannels,
            @ForAll @IntRange(min = 0, max = 3) int pair) {
        int[][] rates = {{24_000, 48_000}, {44_100, 8_000}, {22_050, 44_100}, {24_000, 24_000}};
        PcmFormat from = new PcmFormat(rates[pair][0], fromChannels);
        PcmFormat to = new PcmFormat(rates[pair][1], toChannels);
        short[] sound = noise(6_000);
        List<Integer> samples =
                pieces.stream().map(piece -> piece * fromChannels).toList();

        assertThat(inPieces(from, to, sound, samples)).isEqualTo(whole(from, to, sound));
    }

    private static short[] whole(PcmFormat from, PcmFormat to, short[] sound) {
        return inPieces(from, to, sound, List.of(sound.length));
    }

    private static short[] inPieces(PcmFormat from, PcmFormat to, short[] sound, List<Integer> lengths) {
        FormatConverter converter = new FormatConverter(from, to);
        short[] all = new short[converter.maxOutputSamples(sound.length) + converter.maxOutputSamples(0)];
        int produced = 0;
        int at = 0;
        for (int i = 0; at < sound.length; i++) {
            int length = Math.min(lengths.get(i % lengths.size()), sound.length - at);
            short[] out = new short[converter.maxOutputSamples(length)];
            int samples = converter.convert(Arrays.copyOfRange(sound, at, at + length), length, out);
            System.arraycopy(out, 0, all, produced, samples);
            produced += samples;
            at += length;
        }
        short[] rest = new short[converter.maxOutputSamples(0)];
        int samples = converter.finish(rest);
        System.arraycopy(rest, 0, all, produced, samples);
        return Arrays.copyOf(all, produced + samples);
    }

    private static short[] channel(short[] samples, int channel) {
        short[] one = new short[samples.length / 2];
        for (int i = 0; i < one.length; i++) {
            one[i] = samples[2 * i + channel];
        }
        return one;
    }

    private static short[] noise(int samples) {
        Random random = new Random(samples);
        short[] noise = new short[samples];
        for (int i = 0; i < samples; i++) {
            noise[i] = (short) random.nextInt();
        }
        return noise;
    }
}
