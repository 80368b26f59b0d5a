package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A test that pauses, holds, resumes and stops random utterances of a queue, on a line with an exact position. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RandomQueueTest {
    private static final int RATE_HZ = PlaybackLoopRig.RATE_HZ;
    private static final int[] BUFFER_MILLIS = {60, 100, 500};
    /** All streams are requested immediately. */
    private static final PlayerSettings SETTINGS = new PlayerSettings(20, 500, 10, false, null);

    private static final int QUEUES = 500;
    private static final int UTTERANCES = 5;
    private static final int COMMANDS = 12;
    /** No fade of one level equals another level. */
    private static final int LEVEL = 20_000;

    private static final int FADE_SAMPLES = Fade.MILLIS * RATE_HZ / 1000;

    private final Random random = new Random(42);
    private final List<Utterance> utterances = new ArrayList<>();
    private final int[] lengths = new int[UTTERANCES];
    private final int[] suspensions = new int[UTTERANCES];
    private final boolean[] stopped = new boolean[UTTERANCES];

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, 100})
    void playsEveryUtteranceOnceAndInOrder(int maxWriteAudioFrames) throws Exception {
        for (int queue = 0; queue < QUEUES; queue++) {
            try (PlaybackLoopRig rig = new PlaybackLoopRig(
                    BUFFER_MILLIS[queue % BUFFER_MILLIS.length],
                    SETTINGS,
                    sink -> new SteppedPositionSink(sink, 1, maxWriteAudioFrames))) {
                start(rig);
                for (int i = 0; i < COMMANDS; i++) {
                    rig.run(random.nextDouble() * 100);
                    command(random.nextInt(UTTERANCES));
                }
                utterances.forEach(Utterance::resume);
                rig.run(3000);
                check(queue, rig.sink.playedSamples());
            }
        }
    }

    private void start(PlaybackLoopRig rig) throws InterruptedException {
        utterances.clear();
        Arrays.fill(suspensions, 0);
        Arrays.fill(stopped, false);
        for (int i = 0; i < UTTERANCES; i++) {
            lengths[i] = (5 + random.nextInt(300)) * RATE_HZ / 1000;
            utterances.add(rig.say());
            short[] samples = new short[lengths[i]];
            Arrays.fill(samples, (short) (LEVEL + i));
            rig.nextStream().send(samples).end();
        }
    }

    private void command(int index) {
        Utterance utterance = utterances.get(index);
        switch (random.nextInt(6)) {
            case 0 -> {
                utterance.stop();
                stopped[index] = true;
            }
            case 1, 2 -> {
                utterance.pause();
                suspensions[index]++;
            }
            case 3 -> {
                utterance.hold(Duration.ofMillis(1 + random.nextInt(200)));
                suspensions[index]++;
            }
            default -> utterance.resume();
        }
    }

    private void check(int queue, short[] heard) {
        int next = 0;
        for (int i = 0; i < UTTERANCES; i++) {
            Utterance utterance = utterances.get(i);
            assertThat(utterance.state().isDone())
                    .as("queue %d, utterance %d", queue, i)
                    .isTrue();
            int count = 0;
            for (int at = 0; at < heard.length; at++) {
                if (heard[at] == LEVEL + i) {
                    assertThat(at)
                            .as("queue %d, order of utterance %d", queue, i)
                            .isGreaterThanOrEqualTo(next);
                    count++;
                }
            }
            assertThat(count).as("queue %d, utterance %d", queue, i).isLessThanOrEqualTo(lengths[i]);
            if (!utterance.join().stopped()) {
                assertThat(utterance.join().audioFrames())
                        .as("queue %d, length of utterance %d", queue, i)
                        .isEqualTo(lengths[i]);
                assertThat(count)
                        .as("queue %d, samples of utterance %d", queue, i)
                        .isGreaterThanOrEqualTo(lengths[i] - suspensions[i] * FADE_SAMPLES);
            } else {
                assertThat(stopped[i]).isTrue();
            }
            for (int at = 0; at < heard.length; at++) {
                next = heard[at] == LEVEL + i ? at : next;
            }
        }
    }
}
