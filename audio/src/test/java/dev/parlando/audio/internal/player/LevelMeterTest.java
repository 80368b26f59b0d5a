package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parlando.audio.internal.sink.LatencySink;
import dev.parlando.audio.playback.LevelListener;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of the level at the playback position. Each level is awaited before the time advances. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LevelMeterTest {
    private static final int RATE_HZ = PlaybackLoopRig.RATE_HZ;
    private static final short LEVEL = 16_384;

    private PlaybackLoopRig rig = new PlaybackLoopRig(100);
    private final LinkedBlockingQueue<Level> levels = new LinkedBlockingQueue<>();

    private record Level(double peak, double rms) {}

    LevelMeterTest() {
        listen();
    }

    private void listen() {
        rig.player.levels().add((peak, rms) -> levels.add(new Level(peak, rms)));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private Level next() throws InterruptedException {
        Level level = levels.poll(20, TimeUnit.SECONDS);
        assertThat(level).isNotNull();
        return level;
    }

    private Level after(int millis) throws InterruptedException {
        Level level = new Level(-1, -1);
        for (int i = 0; i < millis / LevelMeter.WINDOW_MILLIS; i++) {
            rig.run(LevelMeter.WINDOW_MILLIS);
            level = next();
        }
        return level;
    }

    @Test
    void measuresPlayedSamplesNotWrittenOnes() throws Exception {
        short[] samples = new short[at(200)];
        Arrays.fill(samples, at(100), at(200), LEVEL);
        rig.say(samples);
        assertThat(next()).isEqualTo(new Level(0, 0));
        assertThat(after(100)).isEqualTo(new Level(0, 0));
        assertThat(rig.sink.writtenAudioFrames()).isEqualTo(at(200));
        assertThat(after(20)).isEqualTo(new Level(0.5, 0.5));
        assertThat(after(60)).isEqualTo(new Level(0.5, 0.5));
        assertThat(after(20)).isEqualTo(new Level(0, 0));
        rig.run(200);
        assertThat(levels).isEmpty();
    }

    @Test
    void reportsPeakAndRootMeanSquare() throws Exception {
        short[] samples = new short[at(100)];
        for (int i = 0; i < samples.length; i += 4) {
            samples[i] = Short.MIN_VALUE;
        }
        rig.say(samples);
        next();
        Level level = after(40);
        assertThat(level.peak()).isEqualTo(1);
        assertThat(level.rms()).isCloseTo(0.5, within(1e-6));
    }

    @Test
    void includesGainsAndPause() throws Exception {
        Utterance utterance = rig.say();
        utterance.gain(0.5);
        rig.player.controls().fadeTo(0.5, Duration.ZERO);
        rig.nextStream().send(loud(RATE_HZ)).end();
        rig.settle();
        next();
        assertThat(after(60).peak()).isEqualTo(0.125);
        rig.player.controls().pause(true);
        rig.run(6);
        assertThat(next()).isEqualTo(new Level(0, 0));
        rig.run(500);
        assertThat(levels).isEmpty();
        rig.player.controls().pause(false);
        rig.settle();
        next();
        assertThat(after(60).peak()).isEqualTo(0.125);
    }

    @Test
    void followsLatencyOfDevice() throws Exception {
        rig.close();
        rig = new PlaybackLoopRig(100, sink -> new LatencySink(sink, 200));
        listen();
        rig.say(loud(at(400)));
        next();
        assertThat(after(160)).isEqualTo(new Level(0, 0));
        assertThat(after(80).rms()).isCloseTo(0.5, within(0.01));
    }

    @Test
    void deliversLatestLevelToSlowListenerAndSurvivesFailingOne() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        LevelListener failing = (peak, rms) -> {
            while (slow.getCount() > 0) {
                Thread.onSpinWait();
            }
            throw new IllegalStateException("level");
        };
        rig.close();
        rig = new PlaybackLoopRig(100);
        rig.player.levels().add(failing);
        listen();
        short[] samples = loud(at(300));
        Arrays.fill(samples, 0, at(100), (short) 0);
        rig.say(samples);
        rig.run(200);
        slow.countDown();
        assertThat(next().peak()).isBetween(0.0, 0.5);
        assertThat(next().peak()).isEqualTo(0.5);
        assertThat(levels).isEmpty();
        rig.player.levels().remove(failing);
        assertThat(after(20).peak()).isEqualTo(0.5);
    }

    private static int at(int millis) {
        return millis * RATE_HZ / 1000;
    }

    private static short[] loud(int samples) {
        short[] loud = new short[samples];
        Arrays.fill(loud, LEVEL);
        return loud;
    }
}
