package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.RecordingSink;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that the playback thread computes no filter and waits for none. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FilterPreparationTest {
    private static final int RATE_HZ = PlaybackLoopRig.RATE_HZ;

    /** The computations that the playback thread has requested and not made itself. */
    private final Queue<Runnable> computations = new ArrayDeque<>();

    private final PlaybackLoopRig rig =
            new PlaybackLoopRig(100, PlaybackLoopRig.SETTINGS, line -> line, computations::add);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void computesFilterWhileAudioIsRequested() throws Exception {
        rig.say(TestAudio.ramp(RATE_HZ / 2));
        Utterance second = rig.say(QueuePosition.LAST, 16_000);
        FakeSpeechStream stream = rig.nextStream();
        rig.settle();
        assertThat(computations).hasSize(1);
        computations.remove().run();
        stream.send(TestAudio.ramp(8000)).end();
        rig.run(1100);
        assertThat(second.join().audioFrames()).isEqualTo(8000);
        assertThat(rig.sink.gapAudioFrames()).isLessThanOrEqualTo(100L * RATE_HZ / 1000);
        assertThat(computations).isEmpty();
    }

    @Test
    void playsOtherAudioUntilFilterIsReady() throws Exception {
        short[] first = TestAudio.ramp(RATE_HZ / 2);
        rig.say(first);
        Utterance second = rig.say(QueuePosition.LAST, 16_000);
        rig.nextStream().send(TestAudio.ramp(8000)).end();
        rig.run(600);
        assertThat(rig.sink.playedSamples()).startsWith(first);
        assertThat(second.state()).isEqualTo(PlaybackState.WAITING);
        computations.remove().run();
        rig.run(600);
        assertThat(second.join().audioFrames()).isEqualTo(8000);
    }

    @Test
    void stopsUtteranceThatWaitsForFilter() throws Exception {
        rig.say(TestAudio.ramp(1000));
        rig.run(200);
        Utterance second = rig.say(QueuePosition.LAST, 16_000);
        rig.nextStream().send(TestAudio.ramp(8000)).end();
        rig.run(100);
        second.stop();
        rig.settle();
        assertThat(second.join().audioFrames()).isZero();
    }

    @Test
    void computesFilterOnceForAllUtterances() throws Exception {
        rig.say(TestAudio.ramp(RATE_HZ));
        for (int i = 0; i < 5; i++) {
            rig.say(QueuePosition.LAST, 16_000);
            rig.run(100);
        }
        rig.say(QueuePosition.LAST, 8_000);
        rig.say();
        rig.player.clearQueue();
        rig.settle();
        assertThat(computations).hasSize(1);
    }

    @Test
    void computesNoFilterIfLineIsOpenedForHigherRate() throws Exception {
        rig.say(TestAudio.ramp(1000));
        rig.run(200);
        rig.say(QueuePosition.LAST, 48_000);
        rig.nextStream().send(TestAudio.ramp(8000)).end();
        rig.run(500);
        assertThat(rig.sink.format().sampleRateHz()).isEqualTo(48_000);
        assertThat(computations).isEmpty();
    }

    /** The samples that the lost device had not played are converted as well. */
    @Test
    void waitsForFilterIfReopenedDeviceHasAnotherRate() throws Exception {
        try (PlaybackLoopRig changing = new PlaybackLoopRig(
                100, PlaybackLoopRig.SETTINGS, FilterPreparationTest::changing, computations::add)) {
            Utterance utterance = changing.say(TestAudio.ramp(RATE_HZ));
            changing.run(300);
            changing.sink.loseDevice();
            changing.run(200);
            assertThat(changing.sink.format().sampleRateHz()).isEqualTo(48_000);
            assertThat(changing.sink.writtenAudioFrames()).isZero();
            assertThat(computations).hasSize(1);
            computations.remove().run();
            changing.run(800);
            assertThat(utterance.join().audioFrames()).isEqualTo(RATE_HZ);
            assertThat(changing.sink.positionAudioFrames()).isBetween(48L * 700, 48L * 710);
        }
    }

    /** Returns a view of a line that is reopened in another format than the first one. */
    private static AudioSink changing(RecordingSink line) {
        return (AudioSink) Proxy.newProxyInstance(
                AudioSink.class.getClassLoader(), new Class<?>[] {AudioSink.class}, (proxy, method, arguments) -> {
                    try {
                        boolean reopened = method.getName().equals("open") && line.positionAudioFrames() > 0;
                        return reopened ? line.open(new PcmFormat(48_000, 1)) : method.invoke(line, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
