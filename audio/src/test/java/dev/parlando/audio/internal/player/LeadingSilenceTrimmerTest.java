package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.speech.OutputFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeadingSilenceTrimmerTest {
    private static final PcmFormat MONO = new PcmFormat(8_000, 1);
    private static final int TAG_BYTES = 45;
    private static final int LEAD_IN = 1105;
    private static final int MILLI = 8;

    @Test
    void passesSamplesUnchangedWithoutTrimming() {
        LeadingSilenceTrimmer silence = new LeadingSilenceTrimmer(MONO, 0, false);
        short[] sound = join(new short[500], noise(500, 30_000));

        assertThat(inPieces(silence, sound, List.of(7))).isEqualTo(sound);
        assertThat(silence.trimmedAudioFrames()).isZero();
    }

    @Test
    void trimsExactlySilentLeadIn() {
        LeadingSilenceTrimmer silence = new LeadingSilenceTrimmer(MONO, LEAD_IN, false);
        short[] sound = join(new short[40], noise(500, 30_000));

        short[] heard = inPieces(silence, join(noise(LEAD_IN, 30), sound), List.of(160));

        assertThat(heard).isEqualTo(sound);
        assertThat(silence.trimmedAudioFrames()).isEqualTo(LEAD_IN);
    }

    @Test
    void keepsTwoMillisecondsBeforeSoundWithinLeadIn() {
        LeadingSilenceTrimmer silence = new LeadingSilenceTrimmer(MONO, LEAD_IN, false);
        short[] sound = join(noise(1_000, 30), new short[] {33}, noise(500, 30_000));

        short[] heard = inPieces(silence, sound, List.of(160));

        assertThat(heard).isEqualTo(Arrays.copyOfRange(sound, 1_000 - 2 * MILLI, sound.length));
    }

    @Test
    void ignoresLeadInLengthIfSoundStartsImmediately() {
        short[] sound = noise(3_000, 30_000);
        sound[0] = 1_000;

        assertThat(inPieces(new LeadingSilenceTrimmer(MONO, LEAD_IN, false), sound, List.of(160)))
                .isEqualTo(sound);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp3_22050_32", "mp3_24000_48", "mp3_44100_32", "mp3_44100_128", "mp3_44100_192"})
    void trimsExactlyLeadInOfSpokenSentences(String format) throws IOException {
        short[] decoded = decode(format);
        PcmFormat pcm = new PcmFormat(OutputFormat.parse(format).sampleRateHz(), 1);

        short[] heard = inPieces(new LeadingSilenceTrimmer(pcm, LEAD_IN, false), decoded, List.of(576));

        assertThat(heard).isEqualTo(Arrays.copyOfRange(decoded, LEAD_IN, decoded.length));
    }

    @Test
    void trimsSilenceUpToFadedInPreRoll() {
        LeadingSilenceTrimmer silence = new LeadingSilenceTrimmer(MONO, 0, true);
        short[] hiss = noise(800 * MILLI, 60);
        short[] speech = noise(500 * MILLI, 5_000);

        short[] heard = inPieces(silence, join(hiss, speech), List.of(160));

        int preRoll = 20 * MILLI;
        int fade = 5 * MILLI;
        assertThat(heard).hasSize(preRoll + speech.length);
        assertThat(silence.trimmedAudioFrames()).isEqualTo(hiss.length - preRoll);
        short[] kept = Arrays.copyOfRange(hiss, hiss.length - preRoll, hiss.length);
        for (int i = 0; i < fade; i++) {
            assertThat((int) heard[i]).isEqualTo((int) Math.round(kept[i] * (i + 1.0) / fade));
        }
        assertThat(Arrays.copyOfRange(heard, fade, preRoll)).isEqualTo(Arrays.copyOfRange(kept, fade, preRoll));
        assertThat(Arrays.copyOfRange(heard, preRoll, heard.length)).isEqualTo(speech);
    }

    @Test
    void keepsShortPauseBeforeSound() {
        short[] sound = join(new short[20 * MILLI], noise(100 * MILLI, 5_000));

        assertThat(inPieces(new LeadingSilenceTrimmer(MONO, 0, true), sound, List.of(160)))
                .isEqualTo(sound);
    }

    @Test
    void passesLoudStartImmediately() {
        short[] sound = noise(20 * MILLI, 5_000);
        short[] out = new short[sound.length + LeadingSilenceTrimmer.extraSamples(MONO)];

        int samples = new LeadingSilenceTrimmer(MONO, 0, true).process(sound, sound.length, out);

        assertThat(Arrays.copyOf(out, samples)).isEqualTo(sound);
    }

    @Test
    void ignoresClickAsOnset() {
        short[] click = join(new short[799], new short[] {20_000, -20_000, 20_000}, new short[798]);
        short[] speech = noise(400, 5_000);

        assertThat(inPieces(new LeadingSilenceTrimmer(MONO, 0, true), join(click, speech), List.of(160)))
                .hasSize(20 * MILLI + speech.length);
    }

    @Test
    void detectsOnsetIfSoundStaysHalfAsLoud() {
        short[] loud = square(2 * MILLI, 130);

        assertThat(trimmedOf(join(new short[1_600], loud, square(800, 65)))).isEqualTo(1_600 - 20 * MILLI);
        assertThat(trimmedOf(join(new short[1_600], loud, square(800, 64)))).isGreaterThan(1_600);
        assertThat(trimmedOf(join(new short[1_600], square(800, 129)))).isGreaterThan(1_600);
    }

    @Test
    void trimsAtMostTwoSecondsOfSilence() {
        LeadingSilenceTrimmer silence = new LeadingSilenceTrimmer(MONO, 0, true);
        short[] quiet = noise(3_000 * MILLI, 60);

        short[] heard = inPieces(silence, quiet, List.of(160));

        assertThat(silence.trimmedAudioFrames()).isEqualTo(2_000 * MILLI);
        assertThat(heard).hasSize(1_000 * MILLI);
        assertThat(Arrays.copyOfRange(heard, 5 * MILLI, heard.length))
                .isEqualTo(Arrays.copyOfRange(quiet, 2_005 * MILLI, quiet.length));
    }

    @Test
    void excludesLeadInFromPreRoll() {
        LeadingSilenceTrimmer silence = new LeadingSilenceTrimmer(MONO, LEAD_IN, true);
        short[] speech = noise(400, 5_000);
        speech[0] = 200;

        assertThat(inPieces(silence, join(new short[LEAD_IN], speech), List.of(160)))
                .isEqualTo(speech);
    }

    @Test
    void detectsSoundInEitherChannel() {
        short[] right = new short[800];
        for (int i = 401; i < right.length; i += 2) {
            right[i] = 1_000;
        }

        assertThat(inPieces(new LeadingSilenceTrimmer(new PcmFormat(8_000, 2), LEAD_IN, false), right, List.of(160)))
                .isEqualTo(Arrays.copyOfRange(right, 400 - 2 * 2 * MILLI, right.length));
    }

    @Property(tries = 300, seed = "20260201")
    void returnsSameSamplesForAnySplit(
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 700) Integer> pieces,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 0, max = 9) Integer> levels,
            @ForAll boolean trim,
            @ForAll @IntRange(min = 1, max = 2) int channels) {
        PcmFormat format = new PcmFormat(8_000, channels);
        short[] sound = levels.stream()
                .map(level -> noise(channels * 700, (int) Math.pow(3, level)))
                .reduce(new short[0], LeadingSilenceTrimmerTest::join);
        List<Integer> samples = pieces.stream().map(piece -> piece * channels).toList();

        assertThat(inPieces(new LeadingSilenceTrimmer(format, LEAD_IN, trim), sound, samples))
                .isEqualTo(inPieces(new LeadingSilenceTrimmer(format, LEAD_IN, trim), sound, List.of(sound.length)));
    }

    private static long trimmedOf(short[] sound) {
        LeadingSilenceTrimmer silence = new LeadingSilenceTrimmer(MONO, 0, true);
        inPieces(silence, sound, List.of(160));
        return silence.trimmedAudioFrames();
    }

    private static short[] inPieces(LeadingSilenceTrimmer silence, short[] sound, List<Integer> lengths) {
        short[] heard = new short[sound.length];
        int produced = 0;
        int at = 0;
        for (int i = 0; at < sound.length; i++) {
            int length = Math.min(lengths.get(i % lengths.size()), sound.length - at);
            short[] out = new short[length + LeadingSilenceTrimmer.extraSamples(new PcmFormat(48_000, 2))];
            int samples = silence.process(Arrays.copyOfRange(sound, at, at + length), length, out);
            System.arraycopy(out, 0, heard, produced, samples);
            produced += samples;
            at += length;
        }
        return Arrays.copyOf(heard, produced);
    }

    /** Decodes a stream without the tag that names its encoder, so that the decoder removes nothing. */
    private static short[] decode(String format) throws IOException {
        try (InputStream in = AudioDecoder.class.getResourceAsStream(format + ".mp3")) {
            in.skipNBytes(TAG_BYTES);
            ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(20_000));
            AudioDecoder decoder = AudioDecoders.forFormat(OutputFormat.parse(format));
            assertThat(decoder.leadInAudioFrames()).isEqualTo(LEAD_IN);
            short[] all = new short[0];
            short[] block = new short[AudioDecoder.MAX_BLOCK_SAMPLES];
            for (int samples = decoder.decode(bytes, block); samples > 0; samples = decoder.decode(bytes, block)) {
                all = join(all, Arrays.copyOf(block, samples));
            }
            return all;
        }
    }

    private static short[] noise(int samples, int peak) {
        Random random = new Random(samples);
        short[] noise = new short[samples];
        for (int i = 0; i < samples; i++) {
            noise[i] = (short) (random.nextInt(2 * peak + 1) - peak);
        }
        return noise;
    }

    private static short[] square(int samples, int peak) {
        short[] square = new short[samples];
        for (int i = 0; i < samples; i++) {
            square[i] = (short) (i % 2 == 0 ? peak : -peak);
        }
        return square;
    }

    private static short[] join(short[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        short[] joined = new short[length];
        int at = 0;
        for (short[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
