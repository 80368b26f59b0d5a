package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.RecordingSink;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Lets the sink play everything within a step, after each possible query of its position. The playback thread may be
 * suspended there on a busy machine, and must not wait for an event that never comes.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlayedDuringStepTest {
    private static final int RATE_HZ = PlaybackLoopRig.RATE_HZ;
    /** More than the scenarios need, so that the last rounds run undisturbed. */
    private static final int QUERIES = 120;

    private int queriesUntilJump;
    private int jumps;

    /** Plays speech and returns the utterance to be checked. */
    @FunctionalInterface
    private interface Scenario {
        Utterance start(PlaybackLoopRig rig) throws InterruptedException;
    }

    private void assertEndsIn(PlaybackState expected, Scenario scenario) throws InterruptedException {
        for (int query = 0; query < QUERIES; query++) {
            queriesUntilJump = query;
            try (PlaybackLoopRig rig = new PlaybackLoopRig(100, this::jumping)) {
                Utterance utterance = scenario.start(rig);
                runUntilIdle(rig);
                assertThat(utterance.state()).as("query %d", query).isEqualTo(expected);
            }
        }
        assertThat(jumps).isGreaterThan(10);
    }

    /** Returns a view of the sink whose time jumps by twice the length of its buffer after one query of the position. */
    private AudioSink jumping(RecordingSink sink) {
        return (AudioSink) Proxy.newProxyInstance(
                AudioSink.class.getClassLoader(), new Class<?>[] {AudioSink.class}, (proxy, method, arguments) -> {
                    try {
                        Object result = method.invoke(sink, arguments);
                        if (method.getName().equals("positionAudioFrames") && queriesUntilJump-- == 0) {
                            sink.advance(2 * sink.bufferAudioFrames());
                            jumps++;
                        }
                        return result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Runs steps, and advances the time by each wait, until no further work is due. */
    private static void runUntilIdle(PlaybackLoopRig rig) {
        long waitNanos = rig.player.step();
        while (waitNanos != PlaybackLoop.FOREVER) {
            if (waitNanos > 0) {
                rig.sink.advance((int) Math.max(1, waitNanos * RATE_HZ / TimeUnit.SECONDS.toNanos(1)));
            }
            waitNanos = rig.player.step();
        }
    }

    private static FakeSpeechStream arrive(PlaybackLoopRig rig, short[] samples) throws InterruptedException {
        return rig.nextStream().send(samples);
    }

    @Test
    void completesUtterance() throws Exception {
        assertEndsIn(PlaybackState.ENDED, rig -> {
            Utterance utterance = rig.say();
            arrive(rig, TestAudio.ramp(RATE_HZ / 4)).end();
            return utterance;
        });
    }

    @Test
    void startsNextUtteranceInAnotherFormat() throws Exception {
        assertEndsIn(PlaybackState.ENDED, rig -> {
            Utterance first = rig.say();
            arrive(rig, TestAudio.ramp(RATE_HZ / 4)).end();
            Utterance second = rig.say(QueuePosition.LAST, 44_100);
            arrive(rig, TestAudio.ramp(11_025)).end();
            rig.player.step();
            first.stop();
            return second;
        });
    }

    @Test
    void reportsThatAudioRanDry() throws Exception {
        assertEndsIn(PlaybackState.STARVED, rig -> {
            Utterance utterance = rig.say();
            arrive(rig, TestAudio.ramp(RATE_HZ / 4));
            return utterance;
        });
    }
}
