package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.VirtualClockSink;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Lets the sink play everything within a step, after each possible query of its position. The playback thread may be
 * suspended there on a busy machine, and must not wait for an event that never comes.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlayedDuringStepTest {
    private static final int RATE_HZ = 24_000;
    private static final int BUFFER_MILLIS = 100;
    /** More than the scenarios need, so that the last rounds run undisturbed. */
    private static final int QUERIES = 120;

    private final FakeSpeechSource speech = FakeSpeechSource.direct();

    private VirtualClockSink sink = VirtualClockSink.manual(BUFFER_MILLIS);
    private int queriesUntilJump;
    private int jumps;

    @AfterEach
    void close() {
        speech.close();
    }

    /** Returns a view of the sink whose time jumps by the length of its buffer after one query of the position. */
    private AudioSink jumpingSink() {
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

    private PlaybackThread newPlayer(int jumpAfterQueries) {
        sink = VirtualClockSink.manual(BUFFER_MILLIS);
        queriesUntilJump = jumpAfterQueries;
        return new PlaybackThread(speech, jumpingSink(), new PlayerSettings(20, 500, 2, false, null));
    }

    private Utterance say(PlaybackThread player, int rateHz, short[] samples, boolean complete)
            throws InterruptedException {
        OutputFormat format = OutputFormat.parse("pcm_" + rateHz);
        SpeechRequest request = SpeechRequest.builder("a").outputFormat(format).build();
        Utterance utterance = new Utterance(request, AudioDecoders.forFormat(format), player);
        player.add(utterance, QueuePosition.LAST);
        var stream = speech.next().send(samples);
        if (complete) {
            stream.end();
        }
        return utterance;
    }

    /** Runs steps, and advances the time by each wait, until no more work is due. */
    private void runUntilIdle(PlaybackThread player) {
        long waitNanos = player.step();
        while (waitNanos != PlaybackLoop.FOREVER) {
            if (waitNanos > 0) {
                sink.advance((int) Math.max(1, waitNanos * RATE_HZ / TimeUnit.SECONDS.toNanos(1)));
            }
            waitNanos = player.step();
        }
    }

    @Test
    void completesUtterance() throws Exception {
        for (int query = 0; query < QUERIES; query++) {
            PlaybackThread player = newPlayer(query);
            Utterance utterance = say(player, RATE_HZ, TestAudio.ramp(RATE_HZ / 4), true);
            runUntilIdle(player);
            assertThat(utterance.state()).as("query %d", query).isEqualTo(PlaybackState.ENDED);
            player.close();
        }
        assertThat(jumps).isGreaterThan(10);
    }

    @Test
    void startsNextUtteranceInAnotherFormat() throws Exception {
        for (int query = 0; query < QUERIES; query++) {
            PlaybackThread player = newPlayer(query);
            Utterance first = say(player, RATE_HZ, TestAudio.ramp(RATE_HZ / 4), true);
            Utterance second = say(player, 16_000, TestAudio.ramp(4_000), true);
            player.step();
            first.stop();
            runUntilIdle(player);
            assertThat(second.state()).as("query %d", query).isEqualTo(PlaybackState.ENDED);
            player.close();
        }
    }

    @Test
    void reportsThatAudioRanDry() throws Exception {
        for (int query = 0; query < QUERIES; query++) {
            PlaybackThread player = newPlayer(query);
            Utterance utterance = say(player, RATE_HZ, TestAudio.ramp(RATE_HZ / 4), false);
            runUntilIdle(player);
            assertThat(utterance.state()).as("query %d", query).isEqualTo(PlaybackState.STARVED);
            player.close();
        }
    }
}
