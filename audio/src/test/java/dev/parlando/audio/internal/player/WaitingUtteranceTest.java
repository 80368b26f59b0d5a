package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.playback.PlaybackState;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests that an utterance behind the playing one can be silenced without a trace. Each runs on an exact position and on
 * positions in blocks of 10 and 21.3 ms.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WaitingUtteranceTest {
    private static final int RATE_HZ = PlaybackLoopRig.RATE_HZ;
    /** No sample of the ramp and its fades has this value. */
    private static final short WAITING_LEVEL = 31_000;

    private static final int DISCARD_MILLIS = 40;

    /** A command for the waiting utterance, and the state to which it leads. */
    private record Silencing(String name, Consumer<Utterance> command, PlaybackState state) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Silencing STOP = new Silencing("stop", Utterance::stop, PlaybackState.ENDED);
    private static final Silencing PAUSE = new Silencing("pause", Utterance::pause, PlaybackState.PAUSED);
    private static final Silencing HOLD =
            new Silencing("hold", utterance -> utterance.hold(Duration.ofSeconds(60)), PlaybackState.HELD);

    static Stream<Arguments> silencings() {
        return Stream.of(STOP, PAUSE, HOLD)
                .flatMap(silencing -> Stream.of(1, 240, 512).map(block -> Arguments.of(silencing, block)));
    }

    private static PlaybackLoopRig rig(int bufferMillis, int blockAudioFrames) {
        return new PlaybackLoopRig(bufferMillis, sink -> new SteppedPositionSink(sink, blockAudioFrames));
    }

    @ParameterizedTest
    @MethodSource("silencings")
    void keepsPlayingUtteranceIntactIfWrittenOneIsSilenced(Silencing silencing, int block) throws Exception {
        try (PlaybackLoopRig rig = rig(100, block)) {
            short[] ramp = TestAudio.ramp(at(300));
            Utterance playing = rig.say(ramp);
            Utterance waiting = rig.say(waiting(at(500)));
            rig.run(229);
            assertThat(rig.sink.writtenAudioFrames()).isGreaterThan(ramp.length);
            silencing.command().accept(waiting);
            rig.settle();
            assertThat(waiting.state()).isEqualTo(silencing.state());
            rig.run(300);

            short[] heard = rig.sink.playedSamples();
            int intact = ramp.length - at(DISCARD_MILLIS) - block;
            assertThat(Arrays.copyOf(heard, intact)).isEqualTo(Arrays.copyOf(ramp, intact));
            assertThat(countOf(WAITING_LEVEL, heard)).isZero();
            assertThat(playing.join().audioFrames()).isEqualTo(ramp.length);
            assertThat(waiting.positionAudioFrames()).isZero();
            if (block == 1) {
                assertThat(Arrays.copyOf(heard, ramp.length)).isEqualTo(ramp);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 240, 512})
    void playsResumedUtteranceCompletely(int block) throws Exception {
        try (PlaybackLoopRig rig = rig(100, block)) {
            rig.say(TestAudio.ramp(at(300)));
            Utterance waiting = rig.say(waiting(at(500)));
            rig.run(229);
            waiting.pause();
            rig.run(10);
            waiting.resume();
            rig.run(800);
            assertThat(waiting.join().audioFrames()).isEqualTo(at(500));
            assertThat(countOf(WAITING_LEVEL, rig.sink.playedSamples())).isEqualTo(at(500));
            assertThat(rig.sink.gapAudioFrames()).isLessThanOrEqualTo(at(239));
        }
    }

    /** The waiting utterance is next, but none of its audio has arrived. */
    @ParameterizedTest
    @MethodSource("silencings")
    void discardsNothingIfNothingWasWritten(Silencing silencing, int block) throws Exception {
        try (PlaybackLoopRig rig = rig(100, block)) {
            short[] ramp = TestAudio.ramp(at(300));
            rig.say(ramp);
            Utterance waiting = rig.say();
            rig.nextStream();
            rig.run(229);
            assertThat(waiting.state()).isEqualTo(PlaybackState.WAITING);
            silencing.command().accept(waiting);
            rig.run(300);
            assertThat(Arrays.copyOf(rig.sink.playedSamples(), ramp.length)).isEqualTo(ramp);
        }
    }

    @Test
    void playsUtteranceBehindStoppedOneWithoutGap() throws Exception {
        try (PlaybackLoopRig rig = rig(100, 1)) {
            short[] ramp = TestAudio.ramp(at(300));
            rig.say(ramp);
            Utterance stopped = rig.say(waiting(at(20)));
            rig.say(ramp);
            rig.run(229);
            assertThat(rig.sink.writtenAudioFrames()).isGreaterThan(at(320));
            stopped.stop();
            rig.run(600);
            short[] heard = rig.sink.playedSamples();
            assertThat(Arrays.copyOf(heard, ramp.length)).isEqualTo(ramp);
            assertThat(Arrays.copyOfRange(heard, ramp.length, 2 * ramp.length)).isEqualTo(ramp);
        }
    }

    @Test
    void pausesPlayingUtteranceWhileRemovedSamplesAreInTheSink() throws Exception {
        try (PlaybackLoopRig rig = rig(100, 1)) {
            short[] ramp = TestAudio.ramp(at(300));
            Utterance playing = rig.say(ramp);
            Utterance waiting = rig.say(waiting(at(500)));
            rig.run(229);
            waiting.stop();
            rig.run(10);
            playing.pause();
            rig.run(100);
            assertThat(playing.positionAudioFrames()).isEqualTo(at(239));
            playing.resume();
            rig.run(300);
            assertThat(playing.join().audioFrames()).isEqualTo(ramp.length);
            assertThat(countOf(WAITING_LEVEL, rig.sink.playedSamples())).isZero();
        }
    }

    /** No step runs until the removed samples are being played. */
    @Test
    void fadesOutRemovedSamplesIfTheyAreHeard() throws Exception {
        try (PlaybackLoopRig rig = rig(100, 1)) {
            short[] ramp = TestAudio.ramp(at(300));
            rig.say(ramp);
            Utterance waiting = rig.say(waiting(at(500)));
            rig.run(229);
            waiting.stop();
            rig.settle();
            rig.sink.advance(at(75));
            rig.run(100);
            short[] heard = rig.sink.playedSamples();
            assertThat(countOf(WAITING_LEVEL, heard)).isEqualTo(at(304) - ramp.length);
            for (int i = at(304); i < at(320); i++) {
                assertThat((int) heard[i]).as("sample %d", i).isBetween(0, (int) heard[i - 1]);
            }
            assertThat((int) heard[at(310)]).isZero();
        }
    }

    private static int at(int millis) {
        return millis * RATE_HZ / 1000;
    }

    private static short[] waiting(int samples) {
        short[] loud = new short[samples];
        Arrays.fill(loud, WAITING_LEVEL);
        return loud;
    }

    private static int countOf(short value, short[] samples) {
        int count = 0;
        for (short sample : samples) {
            count += sample == value ? 1 : 0;
        }
        return count;
    }
}
