package dev.parlando.command.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.PcmFormat;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The expected onsets are those of Coval's {@code first_audible_offset_ms} for the same samples. */
class SilenceMeterTest {
    private static final PcmFormat FORMAT = new PcmFormat(16_000, 1);

    @Test
    void findsOnsetAfterSilence() {
        // The window around the last silent millisecond contains the start of the tone.
        assertThat(onsetOf(speech(100, 3000, 0))).isEqualTo(96 * 16);
    }

    @Test
    void ignoresConstantOffset() {
        assertThat(onsetOf(speech(100, 3000, 700))).isEqualTo(96 * 16);
    }

    @Test
    void ignoresFaintNoise() {
        assertThat(onsetOf(speech(100, 300, 0))).isNull();
    }

    @Test
    void findsNoOnsetInSilenceOrInNothing() {
        assertThat(onsetOf(new short[16_000])).isNull();
        assertThat(onsetOf(new short[0])).isNull();
    }

    @Test
    void loudStartIsOnset() {
        assertThat(onsetOf(speech(0, 3000, 0))).isZero();
    }

    @Test
    void splitOfSamplesHasNoEffect() {
        short[] samples = speech(100, 3000, 0);
        SilenceMeter meter = new SilenceMeter(FORMAT);
        for (int from = 0; from < samples.length; from += 7) {
            short[] part = Arrays.copyOfRange(samples, from, Math.min(samples.length, from + 7));
            meter.add(part, part.length);
        }
        meter.finish();
        assertThat(meter.silentAudioFrames()).isEqualTo(onsetOf(samples));
    }

    @Test
    void countsFirstChannel() {
        short[] mono = speech(100, 3000, 0);
        short[] stereo = new short[2 * mono.length];
        for (int i = 0; i < mono.length; i++) {
            stereo[2 * i] = mono[i];
        }
        SilenceMeter meter = new SilenceMeter(new PcmFormat(16_000, 2));
        meter.add(stereo, stereo.length);
        assertThat(meter.silentAudioFrames()).isEqualTo(onsetOf(mono));
    }

    private static Integer onsetOf(short[] samples) {
        SilenceMeter meter = new SilenceMeter(FORMAT);
        meter.add(samples, samples.length);
        meter.finish();
        return meter.silentAudioFrames();
    }

    /** Returns silence and then 100 ms of a tone of 1 kHz, both shifted by an offset. */
    private static short[] speech(int silentMillis, int amplitude, int offset) {
        short[] samples = new short[(silentMillis + 100) * 16];
        for (int i = 0; i < samples.length; i++) {
            int sinceOnset = i - silentMillis * 16;
            double tone = sinceOnset < 0 ? 0 : amplitude * Math.sin(2 * Math.PI * sinceOnset / 16);
            samples[i] = (short) (offset + Math.round(tone));
        }
        return samples;
    }
}
