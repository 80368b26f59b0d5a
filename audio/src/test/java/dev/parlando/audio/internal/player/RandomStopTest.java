package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.playback.PlaybackState;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A test that stops ten thousand utterances at random times on a simulated clock, with several line buffer sizes. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RandomStopTest {
    private static final int STOPS = 10_000;
    private static final int STOPS_OF_A_RIG = 50;
    private static final int[] BUFFER_MILLIS = {60, 100, 200, 500};
    private static final double FADE_MILLIS = 5;

    private final Random random = new Random(6);

    @Test
    void playsNothingAfterFadeAndEndsStream() throws Exception {
        for (int stop = 0; stop < STOPS; stop += STOPS_OF_A_RIG) {
            try (PlaybackLoopRig rig =
                    new PlaybackLoopRig(BUFFER_MILLIS[stop / STOPS_OF_A_RIG % BUFFER_MILLIS.length])) {
                for (int i = 0; i < STOPS_OF_A_RIG; i++) {
                    stopOnce(rig);
                }
            }
        }
    }

    private void stopOnce(PlaybackLoopRig rig) throws InterruptedException {
        Utterance utterance = rig.say();
        FakeSpeechStream stream = rig.nextStream();
        for (int pieces = random.nextInt(6); pieces > 0; pieces--) {
            stream.send(loud(1 + random.nextInt(5000)));
            if (pieces == 1 && random.nextBoolean()) {
                stream.end();
            }
            rig.run(random.nextDouble() * 120);
        }
        boolean wasOver = utterance.state().isDone();
        if (random.nextInt(4) == 0) {
            utterance.hold();
            rig.run(random.nextDouble() * 20);
        }
        int before = rig.sink.playedSamples().length;
        utterance.stop();
        rig.run(50);

        assertThat(utterance.state()).isEqualTo(PlaybackState.ENDED);
        assertThat(utterance.join().stopped()).isEqualTo(!wasOver);
        assertThat(stream.completion()).as("the stream is over or reset").isCompleted();
        short[] heard = rig.sink.playedSamples();
        int silentFrom = before + (int) Math.ceil(FADE_MILLIS * PlaybackLoopRig.RATE_HZ / 1000);
        for (int i = silentFrom; i < heard.length; i++) {
            if (heard[i] != 0) {
                throw new AssertionError("heard " + (i - before) + " samples after the stop");
            }
        }
    }

    private static short[] loud(int samples) {
        short[] loud = new short[samples];
        Arrays.fill(loud, (short) 10_000);
        return loud;
    }
}
