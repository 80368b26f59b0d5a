package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.internal.sink.LatencySink;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.telemetry.TimelineEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests a player on a device that plays 200 ms later than it reports. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LatencyPlaybackTest {
    private static final int RATE_HZ = PlaybackLoopRig.RATE_HZ;
    private static final int LATENCY_MILLIS = 200;

    private final PlaybackLoopRig rig = new PlaybackLoopRig(100, sink -> new LatencySink(sink, LATENCY_MILLIS));

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void reportsPositionOfTheEarAndPlaysWithoutGap() throws Exception {
        short[] ramp = TestAudio.ramp(RATE_HZ);
        Utterance utterance = rig.say(ramp);
        rig.run(150);
        assertThat(utterance.positionAudioFrames()).isZero();
        rig.run(150);
        assertThat(utterance.positionAudioFrames()).isCloseTo((long) at(100), within((long) at(20)));
        rig.run(890);
        assertThat(utterance.state()).isEqualTo(PlaybackState.PLAYING);
        rig.run(20);
        assertThat(utterance.join().audioFrames()).isEqualTo(ramp.length);
        assertThat(utterance.underruns()).isZero();
        assertThat(Arrays.copyOf(rig.sink.playedSamples(), ramp.length)).isEqualTo(ramp);
    }

    /** The audio arrives in bursts, so that the device runs dry between them. */
    @ParameterizedTest
    @ValueSource(ints = {40, 120, 300})
    void followsDeviceAfterGaps(int gapMillis) throws Exception {
        Utterance utterance = rig.say();
        FakeSpeechStream stream = rig.nextStream();
        List<Long> device = new ArrayList<>();
        for (int millis = 0; millis < 1500; millis++) {
            if (millis % (100 + gapMillis) == 0) {
                stream.send(loud(at(100)));
            }
            rig.run(1);
            device.add(rig.sink.positionAudioFrames());
            long expected = millis < LATENCY_MILLIS ? 0 : device.get(millis - LATENCY_MILLIS);
            assertThat(utterance.positionAudioFrames()).as("at %d ms", millis).isCloseTo(expected, within((long)
                    at(21)));
        }
    }

    /** The first audio is shorter than the latency, but the device has not run dry when the next one arrives. */
    @Test
    void startsWithoutFade() throws Exception {
        rig.say();
        FakeSpeechStream stream = rig.nextStream();
        stream.send(loud(at(60)));
        rig.run(40);
        stream.send(loud(at(60))).end();
        rig.run(LATENCY_MILLIS + 120);
        assertThat(Arrays.copyOf(rig.sink.playedSamples(), at(120))).isEqualTo(loud(at(120)));
    }

    @Test
    void continuesBehindAcceptedSamplesAfterPause() throws Exception {
        short[] ramp = TestAudio.ramp(RATE_HZ);
        Utterance utterance = rig.say(ramp);
        rig.run(400);
        utterance.pause();
        rig.run(500);
        assertThat(utterance.positionAudioFrames()).isEqualTo(at(400));
        int from = rig.sink.playedSamples().length;
        utterance.resume();
        rig.run(1000);
        assertThat(utterance.join().audioFrames()).isEqualTo(ramp.length);
        assertThat(Arrays.copyOfRange(rig.sink.playedSamples(), from + at(Fade.MILLIS), from + at(600)))
                .isEqualTo(Arrays.copyOfRange(ramp, at(400 + Fade.MILLIS), ramp.length));
    }

    @Test
    void startsQueuedUtteranceWithoutGap() throws Exception {
        short[] ramp = TestAudio.ramp(at(300));
        rig.say(ramp);
        Utterance second = rig.say(ramp);
        rig.run(790);
        assertThat(second.state()).isEqualTo(PlaybackState.PLAYING);
        rig.run(30);
        assertThat(second.join().audioFrames()).isEqualTo(ramp.length);
        assertThat(Arrays.copyOfRange(rig.sink.playedSamples(), ramp.length, 2 * ramp.length))
                .isEqualTo(ramp);
        assertThat(second.timeline().nanos(TimelineEvent.FIRST_HEARD)).isPresent();
    }

    private static int at(int millis) {
        return millis * RATE_HZ / 1000;
    }

    private static short[] loud(int samples) {
        short[] loud = new short[samples];
        Arrays.fill(loud, (short) 10_000);
        return loud;
    }
}
