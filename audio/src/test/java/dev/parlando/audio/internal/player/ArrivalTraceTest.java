package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.fixture.FakeSpeechStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests that play predefined arrivals and compare the counted and the played gaps with the expected ones. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ArrivalTraceTest {
    private static final int TRACES = 300;
    /** An arrival this close to the end of the available audio may overlap with the fade-out. No trace contains one. */
    private static final int UNSURE_MILLIS = 15;

    /** An arrival of {@code soundMillis} of audio, {@code atMillis} after the call. */
    private record Arrival(int atMillis, int soundMillis) {}

    @Test
    void countsNoGapInPacedAndBurstySpeech() throws Exception {
        List<Arrival> paced = new ArrayList<>();
        List<Arrival> bursty = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            paced.add(new Arrival(20 * i, 43));
            bursty.add(new Arrival(250 * i, 340));
        }
        assertGaps(paced, 0);
        assertGaps(bursty, 0);
    }

    @Test
    void countsStallOnlyWhenBufferRunsDry() throws Exception {
        assertGaps(List.of(new Arrival(0, 200), new Arrival(500, 600)), 1);
        assertGaps(List.of(new Arrival(0, 900), new Arrival(300, 500), new Arrival(600, 500)), 0);
        assertGaps(
                List.of(new Arrival(0, 300), new Arrival(1300, 600), new Arrival(2900, 600), new Arrival(4500, 600)),
                3);
    }

    @Test
    void countsExpectedGapsOfRandomTraces() throws Exception {
        Random random = new Random(1);
        for (int trace = 0; trace < TRACES; trace++) {
            List<Arrival> arrivals = randomTrace(random);
            assertGaps(arrivals, implied(arrivals));
        }
    }

    private static List<Arrival> randomTrace(Random random) {
        List<Arrival> arrivals = new ArrayList<>();
        int at = 0;
        int playedUntil = 0;
        for (int i = 0; i < 8; i++) {
            while (Math.abs(at - playedUntil) < UNSURE_MILLIS && i > 0) {
                at++;
            }
            // More than the maximum prefill, so that each arrival is played immediately.
            int sound = 520 + random.nextInt(500);
            arrivals.add(new Arrival(at, sound));
            playedUntil = Math.max(playedUntil, at) + sound;
            at += random.nextInt(1500);
        }
        return arrivals;
    }

    private static int implied(List<Arrival> arrivals) {
        int gaps = 0;
        int playedUntil = arrivals.get(0).atMillis();
        for (Arrival arrival : arrivals) {
            gaps += arrival.atMillis() > playedUntil ? 1 : 0;
            playedUntil = Math.max(playedUntil, arrival.atMillis()) + arrival.soundMillis();
        }
        return gaps;
    }

    private static void assertGaps(List<Arrival> arrivals, int gaps) throws Exception {
        try (PlaybackLoopRig rig = new PlaybackLoopRig(100)) {
            Utterance utterance = rig.say();
            FakeSpeechStream stream = rig.nextStream();
            int now = arrivals.get(0).atMillis();
            int total = 0;
            for (Arrival arrival : arrivals) {
                rig.run(arrival.atMillis() - now);
                now = arrival.atMillis();
                stream.send(loud(arrival.soundMillis()));
                total += arrival.soundMillis();
            }
            stream.end();
            rig.run(total + 200.0);
            assertThat(utterance.join().underruns()).as("%s", arrivals).isEqualTo(gaps);
            assertThat(utterance.join().audioMillis()).isEqualTo(total);
            assertThat(silences(rig.sink.playedSamples())).as("%s", arrivals).isEqualTo(gaps);
        }
    }

    private static short[] loud(int millis) {
        short[] loud = new short[millis * PlaybackLoopRig.RATE_HZ / 1000];
        Arrays.fill(loud, (short) 10_000);
        return loud;
    }

    /** Counts the silences of more than 5 ms between sounds. */
    private static int silences(short[] heard) {
        int silences = 0;
        int zeros = 0;
        for (short sample : heard) {
            if (sample == 0) {
                zeros++;
            } else {
                silences += zeros > 5 * PlaybackLoopRig.RATE_HZ / 1000 ? 1 : 0;
                zeros = 0;
            }
        }
        return silences;
    }
}
