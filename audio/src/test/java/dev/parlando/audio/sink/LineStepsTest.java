package dev.parlando.audio.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests steps at 48 kHz. */
class LineStepsTest {
    private static final int TWENTY_MILLIS = 960;

    private final LineSteps steps = new LineSteps(48_000);

    private void repeatedSteps(long audioFrames) {
        steps.onStep(audioFrames);
        steps.onStep(audioFrames);
    }

    @Test
    void learnsFirstStepAndThenRepeatedOnes() {
        assertThat(steps.stepAudioFrames()).isZero();
        steps.onStep(1024);
        assertThat(steps.stepAudioFrames()).isEqualTo(1024);
        steps.onStep(796);
        steps.onStep(1024);
        assertThat(steps.stepAudioFrames()).isEqualTo(1024);
        repeatedSteps(512);
        assertThat(steps.stepAudioFrames()).isEqualTo(512);
    }

    @Test
    void trustsPositionOfCardWithBlocksOfItsOwn() {
        repeatedSteps(1024);
        assertThat(steps.lateBlockAudioFrames()).isZero();
        repeatedSteps(480);
        assertThat(steps.lateBlockAudioFrames()).isZero();
    }

    @Test
    void assumesTwoBlocksInStepOfOnePeriod() {
        repeatedSteps(TWENTY_MILLIS);
        assertThat(steps.lateBlockAudioFrames()).isEqualTo(480);
        repeatedSteps(TWENTY_MILLIS + 18);
        assertThat(steps.lateBlockAudioFrames()).isEqualTo(489);
    }
}
