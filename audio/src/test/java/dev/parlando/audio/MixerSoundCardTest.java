package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.mix.Mixer;
import dev.parlando.audio.mix.MixerLane;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A test that plays ten tones concurrently on a real line and checks each of them for gaps and slips in a recording.
 *
 * <p>All frequencies are multiples of 100 Hz, so the tones are orthogonal within each window of 10 ms. Amplitude and
 * phase of each tone stay constant unless it has a gap.
 */
@Tag("soundcard")
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MixerSoundCardTest {
    private static final System.Logger LOGGER = System.getLogger(MixerSoundCardTest.class.getName());
    private static final int TONES = 10;
    private static final int LEVEL = 3000;
    private static final int WINDOW = SoundCardRecorder.RATE_HZ / 100;
    private static final int SAID = 5 * SoundCardRecorder.RATE_HZ;
    /** The minimum stall of the machine that excuses a gap: half of the audio that is mixed in advance. */
    private static final double BLAMABLE_MILLIS = 100;

    @Test
    void playsTenConcurrentTonesWithoutGap() throws Exception {
        RetryOnStall.run(BLAMABLE_MILLIS, () -> assertUnbroken(record()));
    }

    private static short[] record() throws Exception {
        SoundCardRecorder recorder = new SoundCardRecorder();
        try (Mixer mixer = Mixer.builder()
                .bufferMillis(500)
                .aheadMillis(250)
                .laneBufferMillis(400)
                .build()) {
            play(mixer);
            LOGGER.log(System.Logger.Level.INFO, "the mixer came too late {0} times", mixer.underruns());
            return recorder.listenUntilSilentFor(400);
        } finally {
            recorder.stop();
        }
    }

    private static void play(Mixer mixer) {
        List<MixerLane> lanes = new ArrayList<>();
        for (int tone = 0; tone < TONES; tone++) {
            lanes.add(mixer.lane("tone " + tone));
            lanes.get(tone).open(mixer.format());
        }
        int[] written = new int[TONES];
        while (lanes.stream().anyMatch(lane -> lane.positionAudioFrames() < SAID)) {
            for (int tone = 0; tone < TONES; tone++) {
                short[] samples = tone(tone, written[tone], Math.min(2 * WINDOW, SAID - written[tone]));
                written[tone] += lanes.get(tone).write(samples, 0, samples.length);
            }
            mixer.lanes().get(0).clock().await(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private static double radians(int tone, long sample) {
        return 2 * Math.PI * 100 * (2 + 3 * tone) * sample / SoundCardRecorder.RATE_HZ;
    }

    private static short[] tone(int tone, int from, int count) {
        short[] samples = new short[count];
        for (int i = 0; i < count; i++) {
            samples[i] = (short) Math.round(LEVEL * Math.sin(radians(tone, from + i)));
        }
        return samples;
    }

    /** Ignores the ends, where not all tones are present. */
    private static void assertUnbroken(short[] recording) {
        short[] heard = RecordingComparison.sounding(recording);
        assertThat(heard.length).isGreaterThanOrEqualTo(SAID - WINDOW);
        int from = 20 * WINDOW;
        for (int tone = 0; tone < TONES; tone++) {
            double[] first = at(heard, from, tone);
            for (int at = from; at < SAID - from; at += WINDOW) {
                double[] now = at(heard, at, tone);
                assertThat(Math.hypot(now[0] - first[0], now[1] - first[1]))
                        .as("tone %d at %d", tone, at)
                        .isLessThan(LEVEL / 100.0);
            }
            assertThat(Math.hypot(first[0], first[1])).as("tone %d", tone).isBetween(LEVEL * 0.99, LEVEL * 1.01);
        }
    }

    /** Returns the in-phase and quadrature amplitudes of a tone in one window. */
    private static double[] at(short[] heard, int from, int tone) {
        double[] sum = new double[2];
        for (int i = from; i < from + WINDOW; i++) {
            sum[0] += heard[i] * Math.sin(radians(tone, i)) * 2 / WINDOW;
            sum[1] += heard[i] * Math.cos(radians(tone, i)) * 2 / WINDOW;
        }
        return sum;
    }
}
