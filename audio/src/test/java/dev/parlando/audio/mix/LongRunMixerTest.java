package dev.parlando.audio.mix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.fixture.SkippingClock;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.sink.RecordingSink;
import org.junit.jupiter.api.Test;

class LongRunMixerTest {
    private static final int DAYS = 30;

    private final RecordingSink sink = RecordingSink.manual(100);
    private final SkippingClock clock = new SkippingClock(sink.clock());
    private final MixerRig rig = new MixerRig(sink, clock.viewOf(sink), MixerRig.MONO, 100);

    @Test
    void mixesLaneThatWasSilentForDays() {
        MixerLane lane = rig.lane("one");
        for (int day = 1; day <= DAYS; day++) {
            rig.play(lane, TestAudio.ramp(150), 0);
            assertThat(lane.positionAudioFrames()).as("day %d", day).isEqualTo(day * 150L);
            clock.skipDays(day);
            rig.desk.step();
        }
        assertThat(rig.desk.underruns()).isZero();
    }

    @Test
    void reopensDeviceThatWasLostForDays() {
        MixerLane lane = rig.lane("one");
        sink.loseDevice();
        rig.desk.step();
        clock.skipDays(DAYS);
        rig.desk.step();
        rig.play(lane, TestAudio.ramp(150), 0);
        assertThat(lane.positionAudioFrames()).isEqualTo(150);
    }
}
