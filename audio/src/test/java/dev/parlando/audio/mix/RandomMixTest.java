package dev.parlando.audio.mix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.RecordingSink;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Runs random operations on ten lanes and compares the played samples with a model of the samples that each lane wrote.
 *
 * <p>Every lane has three bits of one of two channels for itself and counts from 1 to 7 repeatedly. Each sample of the
 * mix therefore shows the contribution of every lane, and 0 shows that a lane was silent.
 */
class RandomMixTest {
    private static final int LANES = 10;
    private static final int LANES_PER_CHANNEL = 5;
    private static final int BITS = 3;
    private static final PcmFormat STEREO = new PcmFormat(1000, 2);
    /** A lane that has held more than the mix-ahead time and one block for the same duration has no gap. */
    private static final int SAFE = 50;

    private final MixerRig rig = new MixerRig(RecordingSink.manual(100), STEREO, 100);
    private final List<Spoken> lanes = new ArrayList<>();

    /** A lane with the model of its unplayed samples. */
    private final class Spoken {
        final MixerLane lane;
        final int shift;
        final int channel;
        final Deque<Integer> expected = new ArrayDeque<>();
        int next = 1;
        long heard;
        int safeFor;
        /** The number of audio frames mixed before a discard that are still played. */
        int owed;

        Spoken(int index) {
            lane = rig.lane("lane " + index);
            channel = index / LANES_PER_CHANNEL;
            shift = BITS * (index % LANES_PER_CHANNEL);
        }

        void write(int audioFrames) {
            short[] samples = new short[2 * audioFrames];
            for (int i = 0; i < audioFrames; i++) {
                samples[2 * i + channel] = (short) ((1 + (next - 1 + i) % 7) << shift);
            }
            int taken = lane.write(samples, 0, audioFrames);
            for (int i = 0; i < taken; i++) {
                expected.add(next);
                next = 1 + next % 7;
            }
        }

        /** Mixed samples are still played if other lanes play. The position shows their number. */
        void discard() {
            lane.discard();
            int kept = (int) (lane.positionAudioFrames() - heard);
            assertThat(kept).isBetween(0, 40);
            while (expected.size() > kept) {
                expected.removeLast();
            }
            next = expected.isEmpty() ? next : 1 + expected.getLast() % 7;
            owed = kept;
            safeFor = 0;
            if (rig.sink.writtenAudioFrames() == rig.sink.positionAudioFrames()) {
                lanes.forEach(Spoken::forgetOwed);
            }
        }

        /**
         * The samples that would still be played for the sake of other lanes are dropped if those lanes are silenced
         * immediately.
         */
        private void forgetOwed() {
            for (; owed > 0; owed--) {
                expected.remove();
                heard++;
            }
        }

        void checkPlayedSample(short sample) {
            int symbol = sample >> shift & 7;
            safeFor = expected.size() > SAFE ? safeFor + 1 : 0;
            if (symbol == 0) {
                assertThat(safeFor > SAFE).as("a gap").isFalse();
            } else {
                assertThat(symbol).isEqualTo(expected.remove());
                heard++;
                owed = Math.max(0, owed - 1);
            }
            assertThat(lane.positionAudioFrames()).isEqualTo(heard + owed);
        }
    }

    private void pass(int millis) {
        for (int i = 0; i < millis; i++) {
            int before = rig.sink.playedSamples().length;
            rig.pass(1);
            short[] heard = rig.sink.playedSamples();
            for (Spoken spoken : lanes) {
                spoken.checkPlayedSample(heard.length == before ? 0 : heard[before + spoken.channel]);
            }
        }
    }

    @Property(tries = 100)
    void playsLanesInOrderWithoutGapsAtReportedPositions(@ForAll long seed) {
        new RandomMixTest().run(new Random(seed));
    }

    private void run(Random random) {
        for (int i = 0; i < LANES; i++) {
            lanes.add(new Spoken(i));
        }
        for (int step = 0; step < 300; step++) {
            Spoken one = lanes.get(random.nextInt(LANES));
            switch (random.nextInt(6)) {
                case 0 -> one.discard();
                case 1 -> pass(random.nextInt(30));
                default -> one.write(random.nextInt(120));
            }
            rig.desk.step();
        }
        pass(200);
        assertThat(lanes).allSatisfy(spoken -> assertThat(spoken.expected).isEmpty());
        assertThat(rig.desk.underruns()).isZero();
    }
}
