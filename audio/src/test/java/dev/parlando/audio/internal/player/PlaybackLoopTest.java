package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.telemetry.TimelineEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that check the played samples one by one, on a line whose time is advanced by the test. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlaybackLoopTest {
    private static final int RATE_HZ = PlaybackLoopRig.RATE_HZ;
    private static final int FADE_SAMPLES = 5 * RATE_HZ / 1000;

    private final PlaybackLoopRig rig = new PlaybackLoopRig(100);

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void playsEverySampleOnceInOrder() throws Exception {
        short[] ramp = TestAudio.ramp(2 * RATE_HZ);
        Utterance utterance = rig.say(ramp);
        rig.run(2000);
        assertThat(rig.sink.playedSamples()).isEqualTo(ramp);
        assertThat(utterance.state()).isEqualTo(PlaybackState.ENDED);
        assertThat(utterance.join().audioFrames()).isEqualTo(ramp.length);
        assertThat(utterance.join().stopped()).isFalse();
    }

    @Test
    void playsConsecutiveUtterancesWithoutGap() throws Exception {
        short[] ramp = TestAudio.ramp(RATE_HZ / 2);
        rig.say(ramp);
        rig.say(ramp);
        rig.say(ramp);
        rig.run(1500);
        short[] expected = Arrays.copyOf(ramp, 3 * ramp.length);
        System.arraycopy(ramp, 0, expected, ramp.length, ramp.length);
        System.arraycopy(ramp, 0, expected, 2 * ramp.length, ramp.length);
        assertThat(rig.sink.playedSamples()).isEqualTo(expected);
        assertThat(rig.sink.gapAudioFrames()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 100, 200, 500})
    void fadesOutToSilenceOnStop(int bufferMillis) throws Exception {
        try (PlaybackLoopRig other = new PlaybackLoopRig(bufferMillis)) {
            short[] loud = loud(2 * RATE_HZ);
            Utterance utterance = other.say(loud);
            other.run(700);
            utterance.stop();
            other.run(400);
            PlaybackResult result = utterance.join();
            assertThat(result.stopped()).isTrue();
            assertThat(result.audioFrames()).isEqualTo(at(700));
            short[] heard = other.sink.playedSamples();
            assertThat(Arrays.copyOf(heard, at(700))).isEqualTo(Arrays.copyOf(loud, at(700)));
            assertFadesOut(heard, at(700));
            assertSilent(heard, at(700) + FADE_SAMPLES);
        }
    }

    @Test
    void cancelsStreamImmediatelyOnStop() throws Exception {
        Utterance utterance = rig.say();
        FakeSpeechStream stream = rig.nextStream().send(TestAudio.ramp(RATE_HZ));
        rig.run(300);
        utterance.stop();
        assertThat(stream.isCancelled()).isTrue();
    }

    @Test
    void writesNothingWhenStoppedDuringPrefill() throws Exception {
        Utterance utterance = rig.say();
        rig.nextStream().send(TestAudio.ramp(100));
        rig.settle();
        assertThat(utterance.state()).isEqualTo(PlaybackState.WAITING);
        utterance.stop();
        rig.run(100);
        assertThat(utterance.join().stopped()).isTrue();
        assertThat(rig.sink.writtenAudioFrames()).isZero();
    }

    @Test
    void playsNextUtteranceFromFirstSampleAfterStop() throws Exception {
        Utterance first = rig.say(loud(RATE_HZ));
        short[] ramp = TestAudio.ramp(1000);
        Utterance second = rig.say(ramp);
        rig.run(300);
        first.stop();
        first.stop();
        rig.run(200);
        short[] heard = rig.sink.playedSamples();
        int from = at(300) + FADE_SAMPLES;
        assertThat(Arrays.copyOfRange(heard, from, from + ramp.length)).isEqualTo(ramp);
        assertThat(second.join().audioFrames()).isEqualTo(ramp.length);
        assertThat(first.join().audioFrames()).isEqualTo(at(300));
    }

    /** The line buffer contains the end of the first utterance and the start of the second. */
    @Test
    void keepsPlaybackIntactWhenBufferedUtteranceStops() throws Exception {
        short[] first = loud(at(300));
        Utterance playing = rig.say(first);
        Utterance buffered = rig.say(TestAudio.ramp(RATE_HZ));
        rig.run(250);
        assertThat(rig.sink.writtenAudioFrames()).isGreaterThan(first.length);
        buffered.stop();
        rig.run(200);
        assertThat(Arrays.copyOf(rig.sink.playedSamples(), first.length)).isEqualTo(first);
        assertSilent(rig.sink.playedSamples(), first.length);
        assertThat(playing.join().stopped()).isFalse();
        assertThat(buffered.join().audioFrames()).isZero();
    }

    /** The fade-out of the utterance being played must not be flushed together with the audio behind it. */
    @Test
    void completesFadeOutWhenPlayerStops() throws Exception {
        rig.say(loud(at(300)));
        rig.say(loud(RATE_HZ));
        rig.run(250);
        rig.player.stop();
        rig.run(2);
        rig.say(loud(RATE_HZ)).stop();
        rig.run(200);
        short[] heard = rig.sink.playedSamples();
        assertFadesOut(heard, at(250));
        assertThat((int) heard[at(250) + FADE_SAMPLES / 2]).isBetween(4500, 5500);
        assertSilent(heard, at(250) + FADE_SAMPLES);
    }

    @Test
    void keepsBufferedUtteranceWhenPlayingOneStops() throws Exception {
        Utterance playing = rig.say(loud(at(300)));
        short[] next = TestAudio.ramp(at(200));
        Utterance buffered = rig.say(next);
        rig.run(250);
        playing.stop();
        rig.run(400);
        int from = at(250) + FADE_SAMPLES;
        assertThat(Arrays.copyOfRange(rig.sink.playedSamples(), from, from + next.length))
                .isEqualTo(next);
        assertThat(buffered.join().audioFrames()).isEqualTo(next.length);
        assertThat(playing.join().audioFrames()).isEqualTo(at(250));
    }

    @Test
    void stopsPlayingAndQueuedUtterancesForPositionNow() throws Exception {
        Utterance playing = rig.say(loud(RATE_HZ));
        Utterance waiting = rig.say();
        rig.nextStream();
        rig.run(200);
        short[] urgent = TestAudio.ramp(500);
        Utterance now = rig.say(QueuePosition.NOW, RATE_HZ);
        rig.nextStream().send(urgent).end();
        rig.run(200);
        assertThat(playing.join().stopped()).isTrue();
        assertThat(waiting.join().stopped()).isTrue();
        assertThat(now.join().stopped()).isFalse();
        int from = at(200) + FADE_SAMPLES;
        assertThat(Arrays.copyOfRange(rig.sink.playedSamples(), from, from + urgent.length))
                .isEqualTo(urgent);
    }

    @Test
    void playsPositionNextBeforeQueuedUtterances() throws Exception {
        rig.say(loud(at(100)));
        Utterance last = rig.say();
        FakeSpeechStream lastStream = rig.nextStream();
        Utterance next = rig.say(QueuePosition.NEXT, RATE_HZ);
        FakeSpeechStream nextStream = rig.nextStream();
        lastStream.send(TestAudio.ramp(100)).end();
        nextStream.send(TestAudio.ramp(100)).end();
        rig.run(100);
        assertThat(next.state()).isNotEqualTo(PlaybackState.QUEUED);
        rig.run(200);
        assertThat(last.join().audioFrames()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void resumesAtSamePositionAfterPauseOrHold(boolean hold) throws Exception {
        short[] loud = loud(RATE_HZ);
        Utterance utterance = rig.say(loud);
        rig.run(300);
        if (hold) {
            utterance.hold();
        } else {
            utterance.pause();
        }
        rig.run(1000);
        assertThat(utterance.state()).isEqualTo(hold ? PlaybackState.HELD : PlaybackState.PAUSED);
        assertThat(utterance.positionAudioFrames()).isEqualTo(at(300));
        assertFadesOut(rig.sink.playedSamples(), at(300));
        assertSilent(rig.sink.playedSamples(), at(300) + FADE_SAMPLES);
        int from = rig.sink.playedSamples().length;
        utterance.resume();
        rig.run(1000);
        assertThat(utterance.join().audioFrames()).isEqualTo(loud.length);
        assertThat(utterance.underruns()).isZero();
        short[] rest = Arrays.copyOfRange(rig.sink.playedSamples(), from, from + loud.length - at(300));
        assertThat((int) rest[0]).isZero();
        assertThat(Arrays.copyOfRange(rest, FADE_SAMPLES, rest.length))
                .isEqualTo(Arrays.copyOfRange(loud, at(300) + FADE_SAMPLES, loud.length));
    }

    @Test
    void endsTimedHoldAutomatically() throws Exception {
        Utterance utterance = rig.say(loud(RATE_HZ));
        rig.run(100);
        utterance.hold(Duration.ofMillis(400));
        rig.run(390);
        assertThat(utterance.state()).isEqualTo(PlaybackState.HELD);
        rig.run(20);
        assertThat(utterance.state()).isEqualTo(PlaybackState.PLAYING);
        rig.run(1000);
        assertThat(utterance.join().audioFrames()).isEqualTo(RATE_HZ);
    }

    @Test
    void keepsPauseWhenTimedHoldExpires() throws Exception {
        Utterance utterance = rig.say(loud(RATE_HZ));
        rig.run(100);
        utterance.pause();
        rig.settle();
        utterance.hold(Duration.ofMillis(100));
        rig.run(1000);
        assertThat(utterance.state()).isEqualTo(PlaybackState.PAUSED);
    }

    /** The last two commands arrive before the playback loop has processed the first of them. */
    @Test
    void holdsAfterPauseAndResume() throws Exception {
        Utterance utterance = rig.say(loud(RATE_HZ));
        rig.run(100);
        utterance.pause();
        rig.settle();
        utterance.resume();
        utterance.hold(Duration.ofMillis(100));
        rig.run(50);
        assertThat(utterance.state()).isEqualTo(PlaybackState.HELD);
        rig.run(100);
        assertThat(utterance.state()).isEqualTo(PlaybackState.PLAYING);
    }

    @Test
    void startsPausedWhenPausedWhileQueued() throws Exception {
        rig.say(loud(at(100)));
        Utterance second = rig.say(TestAudio.ramp(at(100)));
        second.pause();
        rig.run(500);
        assertThat(second.state()).isEqualTo(PlaybackState.PAUSED);
        assertThat(second.positionAudioFrames()).isZero();
        second.resume();
        rig.run(200);
        assertThat(second.join().audioFrames()).isEqualTo(at(100));
    }

    @Test
    void ignoresResumeWithoutPauseAndCallsAfterEnd() throws Exception {
        Utterance utterance = rig.say(TestAudio.ramp(1000));
        utterance.resume();
        rig.run(100);
        PlaybackResult result = utterance.join();
        utterance.pause();
        utterance.hold();
        utterance.resume();
        utterance.stop();
        utterance.gain(0.5);
        rig.run(100);
        assertThat(utterance.state()).isEqualTo(PlaybackState.ENDED);
        assertThat(utterance.join()).isSameAs(result);
        assertThat(result.stopped()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 4.1, Double.NaN, Double.POSITIVE_INFINITY})
    void rejectsGainOutOfRange(double gain) throws Exception {
        Utterance utterance = rig.say(TestAudio.ramp(10));
        assertThatThrownBy(() -> utterance.gain(gain))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("gain")
                .hasMessageContaining(Double.toString(gain));
    }

    @Test
    void rampsGainSmoothlyWithinBufferDelay() throws Exception {
        Utterance utterance = rig.say(loud(RATE_HZ));
        rig.run(200);
        utterance.fadeTo(0.5, Duration.ofMillis(100));
        rig.run(800);
        short[] heard = rig.sink.playedSamples();
        assertThat(heard[at(199)]).isEqualTo((short) 10_000);
        assertThat((double) heard[at(450)]).isEqualTo(5000, within(1.0));
        for (int i = at(200); i < at(450); i++) {
            assertThat(heard[i]).isLessThanOrEqualTo(heard[i - 1]).isGreaterThan((short) (heard[i - 1] - 10));
        }
    }

    @Test
    void countsNetworkUnderrunOnceAndFadesBothEdges() throws Exception {
        Utterance utterance = rig.say();
        FakeSpeechStream stream = rig.nextStream().send(loud(at(200)));
        rig.run(350);
        assertThat(utterance.state()).isEqualTo(PlaybackState.STARVED);
        stream.send(loud(at(200))).end();
        rig.run(400);
        assertThat(utterance.join().underruns()).isEqualTo(1);
        assertThat(utterance.join().audioFrames()).isEqualTo(at(400));
        short[] heard = rig.sink.playedSamples();
        assertFadesOut(heard, at(195));
        assertSilent(Arrays.copyOf(heard, at(350)), at(200));
        assertThat((int) heard[at(350)]).isZero();
        assertThat(heard[at(355)]).isEqualTo((short) 10_000);
    }

    /**
     * No step runs for 300 ms, although the line buffer contains only 100 ms. The network did not cause this gap, and
     * it still counts.
     */
    @Test
    void countsUnderrunOfStalledPlaybackLoop() throws Exception {
        Utterance utterance = rig.say(loud(RATE_HZ));
        rig.run(200);
        rig.sink.advance(at(300));
        rig.run(1000);
        assertThat(utterance.join().underruns()).isEqualTo(1);
        assertThat(utterance.join().audioFrames()).isEqualTo(RATE_HZ);
    }

    @Test
    void fadesInAudioArrivingDuringFadeOut() throws Exception {
        Utterance utterance = rig.say();
        FakeSpeechStream stream = rig.nextStream().send(loud(at(200)));
        rig.run(195);
        stream.send(loud(at(200))).end();
        rig.run(300);
        assertThat(utterance.join().underruns()).isZero();
        short[] heard = rig.sink.playedSamples();
        for (int i = at(100); i < at(400); i++) {
            assertThat(Math.abs(heard[i] - heard[i - 1])).as("step at %d", i).isLessThan(100);
        }
    }

    @Test
    void countsNoUnderrunWhenStreamEndsWhileStarved() throws Exception {
        Utterance utterance = rig.say();
        FakeSpeechStream stream = rig.nextStream().send(loud(at(200)));
        rig.run(350);
        stream.end();
        rig.run(10);
        assertThat(utterance.join().underruns()).isZero();
        assertThat(utterance.join().audioFrames()).isEqualTo(at(200));
    }

    @Test
    void playsAudioReceivedBeforeFailure() throws Exception {
        TruncatedAudioException truncation = new TruncatedAudioException("connection lost", null, 2000);
        Utterance utterance = rig.say();
        rig.nextStream().send(TestAudio.ramp(1000)).fail(truncation);
        rig.run(100);
        assertThatThrownBy(utterance::join).isSameAs(truncation);
        assertThat(utterance.state()).isEqualTo(PlaybackState.FAILED);
        assertThat(Arrays.copyOf(rig.sink.playedSamples(), 1000)).isEqualTo(TestAudio.ramp(1000));
    }

    @Test
    void stopsUtteranceWhenItsStreamIsCancelled() throws Exception {
        Utterance utterance = rig.say(loud(RATE_HZ));
        FakeSpeechStream stream = (FakeSpeechStream) Objects.requireNonNull(utterance.stream());
        assertThat(stream.isCancelled()).isFalse();
        Utterance other = rig.say();
        FakeSpeechStream running = rig.nextStream();
        running.send(loud(100));
        running.cancel();
        rig.run(1100);
        assertThat(other.join().stopped()).isTrue();
    }

    @Test
    void resumesAtSamePositionAfterDeviceLoss() throws Exception {
        short[] ramp = TestAudio.ramp(RATE_HZ);
        Utterance utterance = rig.say(ramp);
        rig.run(400);
        int before = rig.sink.playedSamples().length;
        rig.sink.loseDevice();
        rig.run(1000);
        assertThat(utterance.join().audioFrames()).isEqualTo(ramp.length);
        short[] heard = rig.sink.playedSamples();
        assertThat(Arrays.copyOf(heard, before)).isEqualTo(Arrays.copyOf(ramp, before));
        assertThat(Arrays.copyOfRange(heard, before, ramp.length))
                .isEqualTo(Arrays.copyOfRange(ramp, before, ramp.length));
    }

    /** No more samples are written when the device is lost. Only an explicit check detects the loss. */
    @Test
    void replaysLastSamplesLostWithDevice() throws Exception {
        short[] ramp = TestAudio.ramp(at(300));
        Utterance utterance = rig.say(ramp);
        rig.run(250);
        assertThat(rig.sink.writtenAudioFrames()).isEqualTo(ramp.length);
        rig.sink.loseDevice();
        rig.run(500);
        assertThat(utterance.join().audioFrames()).isEqualTo(ramp.length);
        assertThat(rig.sink.playedSamples()).startsWith(ramp);
    }

    @Test
    void stopsWithoutWaitingForLostDevice() throws Exception {
        Utterance utterance = rig.say(loud(RATE_HZ));
        rig.run(250);
        rig.sink.loseDevice();
        utterance.stop();
        rig.settle();
        rig.run(10);
        assertThat(utterance.join().stopped()).isTrue();
    }

    @Test
    void convertsNextUtteranceOfLowerRateWithoutGap() throws Exception {
        short[] ramp = TestAudio.ramp(at(300));
        rig.say(ramp);
        Utterance second = rig.say(QueuePosition.LAST, 16_000);
        rig.nextStream().send(loud(16_000)).end();
        rig.run(1300);
        assertThat(second.join().audioFrames()).isEqualTo(16_000);
        assertThat(second.join().format().sampleRateHz()).isEqualTo(16_000);
        assertThat(rig.sink.format().sampleRateHz()).isEqualTo(RATE_HZ);
        assertThat(rig.sink.gapAudioFrames()).isZero();
        short[] heard = rig.sink.playedSamples();
        assertThat(heard).hasSize(at(1300)).startsWith(ramp);
        assertThat(heard[at(800)]).isEqualTo((short) 10_000);
    }

    @Test
    void keepsLineForLaterUtteranceOfLowerRate() throws Exception {
        rig.say(TestAudio.ramp(1000));
        rig.run(100);
        Utterance second = rig.say(QueuePosition.LAST, 16_000);
        rig.nextStream().send(TestAudio.ramp(400)).end();
        rig.run(100);
        assertThat(second.join().audioFrames()).isEqualTo(400);
        assertThat(rig.sink.format().sampleRateHz()).isEqualTo(RATE_HZ);
    }

    @Test
    void requestsNoMoreThanLookahead() throws Exception {
        for (int i = 0; i < 10; i++) {
            rig.say();
        }
        rig.settle();
        assertThat(rig.speech.requests()).isEqualTo(3);
        rig.nextStream().send(TestAudio.ramp(1000)).end();
        rig.run(50);
        assertThat(rig.speech.requests()).isEqualTo(4);
    }

    @Test
    void clearsQueuedUtterancesAndStopsPlayingOne() throws Exception {
        Utterance playing = rig.say(loud(RATE_HZ));
        Utterance waiting = rig.say();
        rig.run(100);
        rig.player.clearQueue();
        assertThat(waiting.join().stopped()).isTrue();
        assertThat(playing.state()).isEqualTo(PlaybackState.PLAYING);
        rig.player.stop();
        rig.run(100);
        assertThat(playing.join().stopped()).isTrue();
    }

    @Test
    void recordsPlaybackTimelineEvents() throws Exception {
        Utterance utterance = rig.say(TestAudio.ramp(RATE_HZ));
        rig.run(1100);
        assertThat(utterance.timeline().nanos(TimelineEvent.FIRST_PLAYED)).isPresent();
        assertThat(utterance.timeline().nanos(TimelineEvent.FIRST_HEARD)).isPresent();
        assertThat(utterance.timeline().nanos(TimelineEvent.END)).isPresent();
    }

    private static int at(int millis) {
        return millis * RATE_HZ / 1000;
    }

    private static short[] loud(int samples) {
        short[] loud = new short[samples];
        Arrays.fill(loud, (short) 10_000);
        return loud;
    }

    private static void assertFadesOut(short[] heard, int from) {
        for (int i = from; i < from + FADE_SAMPLES; i++) {
            assertThat((int) heard[i]).as("sample %d of the fade", i - from).isBetween(0, (int) heard[i - 1]);
        }
        assertThat((int) heard[from + FADE_SAMPLES - 1]).isZero();
    }

    private static void assertSilent(short[] heard, int from) {
        for (int i = from; i < heard.length; i++) {
            assertThat((int) heard[i]).as("sample %d", i).isZero();
        }
    }
}
