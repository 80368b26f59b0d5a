package dev.parlando.audio.internal.gain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.TestAudio;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GainRampTest {
    private static final PcmFormat MONO = new PcmFormat(8_000, 1);
    private static final PcmFormat STEREO = new PcmFormat(8_000, 2);

    @Test
    void leavesSamplesUnchangedAtUnityGain() {
        GainRamp ramp = new GainRamp(MONO);
        short[] sound = TestAudio.ramp(60_000);

        ramp.apply(sound, 0, sound.length);

        assertThat(ramp.isUnity()).isTrue();
        assertThat(sound).isEqualTo(TestAudio.ramp(60_000));
    }

    @Test
    void fadesLinearlyToTargetGain() {
        GainRamp ramp = new GainRamp(STEREO);
        ramp.fadeTo(0, 4);

        assertThat(applied(ramp, 1_000, 12)).containsExactly(750, 750, 500, 500, 250, 250, 0, 0, 0, 0, 0, 0);
        assertThat(ramp.gain()).isZero();
        assertThat(ramp.isUnity()).isFalse();
    }

    @Test
    void startsNewFadeFromCurrentGain() {
        GainRamp ramp = new GainRamp(MONO);
        ramp.fadeTo(0, 4);
        applied(ramp, 1_000, 2);

        assertThat(ramp.gain()).isEqualTo(0.5);
        ramp.fadeTo(1, 2);

        assertThat(applied(ramp, 1_000, 3)).containsExactly(750, 1_000, 1_000);
        assertThat(ramp.isUnity()).isTrue();
    }

    @Test
    void jumpsImmediately() {
        GainRamp ramp = new GainRamp(MONO);
        ramp.fadeTo(0, 4);
        ramp.jumpTo(0.25);

        assertThat(applied(ramp, 1_000, 2)).containsExactly(250, 250);
        assertThat(ramp.gain()).isEqualTo(0.25);
    }

    @Test
    void repeatsGainsAfterRewind() {
        GainRamp ramp = new GainRamp(MONO);
        ramp.fadeTo(0, 4);
        applied(ramp, 1_000, 6);

        ramp.rewind(4);
        assertThat(applied(ramp, 1_000, 4)).containsExactly(250, 0, 0, 0);
        ramp.rewind(100);
        assertThat(applied(ramp, 1_000, 4)).containsExactly(750, 500, 250, 0);
    }

    @Test
    void continuesFadeInAnotherFormat() {
        GainRamp ramp = new GainRamp(MONO);
        ramp.fadeTo(0, 4);
        applied(ramp, 1_000, 2);

        GainRamp converted = ramp.convert(MONO, new PcmFormat(16_000, 2));
        assertThat(applied(converted, 1_000, 10)).containsExactly(375, 375, 250, 250, 125, 125, 0, 0, 0, 0);
    }

    @Test
    void clipsAndDoesNotWrap() {
        GainRamp ramp = new GainRamp(MONO);
        ramp.jumpTo(4);
        short[] sound = {20_000, -20_000, 3, -3};

        ramp.apply(sound, 0, sound.length);

        assertThat(sound).containsExactly(Short.MAX_VALUE, Short.MIN_VALUE, 12, -12);
    }

    @Test
    void appliesGainOnlyToRequestedRange() {
        GainRamp ramp = new GainRamp(MONO);
        ramp.jumpTo(0);
        short[] sound = {1, 2, 3, 4};

        ramp.apply(sound, 1, 2);

        assertThat(sound).containsExactly(1, 0, 0, 4);
    }

    @Property(tries = 100, seed = "20260202")
    void returnsSameSamplesForAnySplit(
            @ForAll @Size(min = 1, max = 8) List<@IntRange(min = 1, max = 60) Integer> pieces,
            @ForAll @IntRange(min = 0, max = 200) int fade) {
        short[] whole = TestAudio.ramp(1_000);
        short[] cut = whole.clone();
        GainRamp one = new GainRamp(STEREO);
        GainRamp other = new GainRamp(STEREO);
        one.fadeTo(0.3, fade);
        other.fadeTo(0.3, fade);

        one.apply(whole, 0, whole.length);
        int at = 0;
        for (int i = 0; at < cut.length; i++) {
            int length = Math.min(2 * pieces.get(i % pieces.size()), cut.length - at);
            other.apply(cut, at, length);
            at += length;
        }

        assertThat(cut).isEqualTo(whole);
    }

    private static short[] applied(GainRamp ramp, int level, int samples) {
        short[] sound = new short[samples];
        Arrays.fill(sound, (short) level);
        ramp.apply(sound, 0, samples);
        return sound;
    }

    @Test
    void passesSamplesUnchangedOnlyAtConstantGainOfOne() {
        GainRamp ramp = new GainRamp(new PcmFormat(8000, 1));
        assertThat(ramp.passUnchanged(100)).isTrue();
        ramp.fadeTo(0.5, 10);
        assertThat(ramp.passUnchanged(100)).isFalse();
        assertThat(ramp.gain()).isEqualTo(1);
        ramp.fadeTo(1, 10);
        ramp.apply(new short[10], 0, 10);
        assertThat(ramp.passUnchanged(100)).isTrue();
        ramp.rewind(105);
        assertThat(ramp.passUnchanged(1)).as("the last half of the fade").isFalse();
    }
}
