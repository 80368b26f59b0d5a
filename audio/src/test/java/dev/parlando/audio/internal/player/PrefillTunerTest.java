package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.internal.player.PlayoutSimulation.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for start delay and underruns with recorded and synthetic arrivals, on a simulated clock. */
class PrefillTunerTest {
    private static final int FIRST_MILLIS = 20;
    private static final int MAX_MILLIS = 500;
    private static final double MARGIN_MILLIS = 10;
    private static final double PAUSE_MILLIS = 4_000;

    /** The tuner, on a clock that continues from one utterance to the next. */
    private static final class Tuned implements PlayoutSimulation.Policy {
        private final PrefillTuner tuner = new PrefillTuner(FIRST_MILLIS, MAX_MILLIS);
        private double utteranceMillis = -1e9;
        private double lastMillis;

        @Override
        public void begin() {
            tuner.beginUtterance();
        }

        @Override
        public void arrived(double nowMillis, double totalMillis) {
            lastMillis = nowMillis;
            tuner.onArrival(nanos(nowMillis), totalMillis);
        }

        /** Rounds up, so that a wait has fully elapsed when it ends. */
        private long nanos(double nowMillis) {
            return (long) Math.ceil((utteranceMillis + nowMillis) * 1e6);
        }

        @Override
        public double startMillis(double nowMillis) {
            return tuner.startMillis(nanos(nowMillis));
        }

        @Override
        public double millisUntilLessWillDo(double nowMillis) {
            return tuner.nanosUntilBurstSuffices(nanos(nowMillis)) / 1e6;
        }

        @Override
        public double resumeMillis() {
            return tuner.resumeMillis();
        }

        @Override
        public void ranDry(double gapMillis) {
            tuner.onUnderrun(gapMillis);
        }

        @Override
        public void end() {
            tuner.endUtterance();
            utteranceMillis += lastMillis + PAUSE_MILLIS;
        }
    }

    /** A policy with the same prefill at each start and after each underrun. */
    private record Fixed(double prefillMillis) implements PlayoutSimulation.Policy {
        @Override
        public void begin() {}

        @Override
        public void arrived(double nowMillis, double totalMillis) {}

        @Override
        public double startMillis(double nowMillis) {
            return prefillMillis;
        }

        @Override
        public double millisUntilLessWillDo(double nowMillis) {
            return Double.POSITIVE_INFINITY;
        }

        @Override
        public double resumeMillis() {
            return prefillMillis;
        }

        @Override
        public void ranDry(double gapMillis) {}

        @Override
        public void end() {}
    }

    private final Tuned tuned = new Tuned();

    static Stream<ArrivalTrace> easy() {
        return Stream.of(
                ArrivalTrace.paced("2048 B every 20 ms, pcm_24000", 20, 2048 / 48.0),
                ArrivalTrace.paced("2048 B every 20 ms, pcm_44100", 20, 2048 / 88.2),
                ArrivalTrace.paced("2048 B every 20 ms, mp3_44100_128", 20, 128),
                ArrivalTrace.paced("16 KiB every 250 ms, pcm_24000", 250, 16_384 / 48.0),
                ArrivalTrace.paced("16 KiB every 250 ms, mp3_44100_128", 250, 1_024));
    }

    static Stream<ArrivalTrace> recorded() {
        return Stream.of("pcm_24000", "ulaw_8000", "mp3_24000_48").map(ArrivalTrace::recorded);
    }

    private static ArrivalTrace pacedAsItPlays(String name) {
        return ArrivalTrace.paced(name, 20, 20);
    }

    private static ArrivalTrace oneStall() {
        return pacedAsItPlays("one stall of 300 ms").stalled(1_000, 300);
    }

    @ParameterizedTest
    @MethodSource("easy")
    void startsWithFirstBurstWhenAudioArrivesOnTime(ArrivalTrace arrivals) {
        for (int utterance = 0; utterance < 5; utterance++) {
            assertThat(PlayoutSimulation.play(tuned, arrivals)).isEqualTo(new Outcome(0, 0, 0));
            assertThat(tuned.tuner.startMillis()).isEqualTo(FIRST_MILLIS);
        }
    }

    @Test
    void delaysStartsAfterStallByNoMoreThanNeeded() {
        assertThat(PlayoutSimulation.play(tuned, oneStall()).underruns()).isEqualTo(1);

        for (int utterance = 0; utterance < 5; utterance++) {
            Outcome heard = PlayoutSimulation.play(tuned, oneStall());
            assertThat(heard.underruns()).isZero();
            assertThat(heard.delayMillis())
                    .isBetween(oneStall().latenessMillis(), oneStall().latenessMillis() + MARGIN_MILLIS + 0.01);
        }
    }

    @Test
    void addsNoDelayForStallCoveredByBuffer() {
        ArrivalTrace ahead = ArrivalTrace.paced("faster than it plays", 20, 40).stalled(1_000, 300);

        assertThat(PlayoutSimulation.play(tuned, ahead)).isEqualTo(new Outcome(0, 0, 0));
        assertThat(PlayoutSimulation.play(tuned, ahead)).isEqualTo(new Outcome(0, 0, 0));
    }

    @Test
    void waitsByTimeForEarlyStallOfFastStream() {
        ArrivalTrace early = ArrivalTrace.paced("faster than it plays", 20, 40).stalled(30, 300);
        assertThat(PlayoutSimulation.play(tuned, early).underruns()).isEqualTo(1);

        Outcome heard = PlayoutSimulation.play(tuned, early);

        assertThat(heard.underruns()).isZero();
        assertThat(heard.delayMillis()).isLessThan(early.latenessMillis() + MARGIN_MILLIS + 0.01);
    }

    @Test
    void decaysDelayAfterStallToZero() {
        PlayoutSimulation.play(tuned, oneStall());
        List<Double> delays = new ArrayList<>();
        for (int utterance = 0; utterance < 20; utterance++) {
            delays.add(PlayoutSimulation.play(tuned, pacedAsItPlays("calm")).delayMillis());
        }

        assertThat(delays).isSortedAccordingTo((one, other) -> Double.compare(other, one));
        assertThat(delays.get(0)).isGreaterThan(250);
        assertThat(delays.get(6)).as("a minute later").isLessThan(100);
        assertThat(delays.get(19)).isZero();
        assertThat(tuned.tuner.startMillis()).isEqualTo(FIRST_MILLIS);
    }

    @Test
    void boundsDelayForGapsOfSeconds() {
        ArrivalTrace gaps = pacedAsItPlays("gaps").withGaps(1_000, 2_000);
        for (int utterance = 0; utterance < 5; utterance++) {
            assertThat(PlayoutSimulation.play(tuned, gaps).delayMillis()).isLessThanOrEqualTo(MAX_MILLIS);
            assertThat(tuned.tuner.startMillis()).isEqualTo(MAX_MILLIS);
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void avoidsUnderrunsOnRepeatedRecordedArrivals(ArrivalTrace arrivals) {
        PlayoutSimulation.play(tuned, arrivals);
        for (int utterance = 0; utterance < 3; utterance++) {
            Outcome heard = PlayoutSimulation.play(tuned, arrivals);
            assertThat(heard.underruns()).isZero();
            assertThat(heard.delayMillis()).isLessThan(arrivals.latenessMillis() + MARGIN_MILLIS + 0.01);
        }
    }

    @Test
    void raisesResumePrefillPerUnderrunUpToBound() {
        PrefillTuner tuner = new PrefillTuner(FIRST_MILLIS, MAX_MILLIS);
        tuner.beginUtterance();
        assertThat(tuner.resumeMillis()).isEqualTo(FIRST_MILLIS);

        int before = FIRST_MILLIS;
        for (double gap : new double[] {1, 50, 1_000}) {
            tuner.onUnderrun(gap);
            assertThat(tuner.resumeMillis() - before).isEqualTo((int) Math.max(20, Math.min(100, gap)));
            before = tuner.resumeMillis();
        }
        for (int underrun = 0; underrun < 10; underrun++) {
            tuner.onUnderrun(1_000);
        }
        assertThat(tuner.resumeMillis()).isEqualTo(MAX_MILLIS);
        tuner.beginUtterance();
        assertThat(tuner.resumeMillis()).isEqualTo(FIRST_MILLIS);
    }

    @Test
    void learnsFromAbortedUtterance() {
        PrefillTuner tuner = new PrefillTuner(FIRST_MILLIS, MAX_MILLIS);
        tuner.beginUtterance();
        tuner.onArrival(0, 20);
        tuner.onArrival(100_000_000, 40);

        tuner.beginUtterance();
        tuner.onArrival(1_000_000_000, 20);

        assertThat(tuner.startMillis()).isEqualTo(20 + 80 + (int) MARGIN_MILLIS);
        assertThat(tuner.startMillis(1_089_999_999)).isEqualTo(110);
        assertThat(tuner.startMillis(1_090_000_000)).isEqualTo(FIRST_MILLIS);
    }

    @Test
    void ignoresArrivalGapDuringPause() {
        PrefillTuner tuner = new PrefillTuner(FIRST_MILLIS, MAX_MILLIS);
        tuner.beginUtterance();
        tuner.onArrival(0, 20);
        tuner.onArrival(20_000_000, 40);
        tuner.onPaused();
        tuner.onArrival(10_000_000_000L, 60);
        tuner.onArrival(10_020_000_000L, 80);
        tuner.endUtterance();
        assertThat(tuner.startMillis()).isEqualTo(FIRST_MILLIS);

        tuner.beginUtterance();
        tuner.onPaused();
        tuner.onArrival(20_000_000_000L, 20);
        tuner.onArrival(20_100_000_000L, 40);
        tuner.endUtterance();
        assertThat(tuner.startMillis()).isEqualTo(20 + 80 + (int) MARGIN_MILLIS);
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE - 1})
    void toleratesAnyClockOrigin(long origin) {
        PrefillTuner tuner = new PrefillTuner(FIRST_MILLIS, MAX_MILLIS);
        tuner.beginUtterance();
        tuner.onArrival(origin, 20);
        tuner.onArrival(origin + 100_000_000, 40);
        tuner.endUtterance();
        tuner.beginUtterance();
        tuner.onArrival(origin + 2_000_000_000, 20);

        assertThat(tuner.nanosUntilBurstSuffices(origin + 2_000_000_000)).isEqualTo(90_000_000);
    }

    /** Prints the figures that are quoted in the documentation. */
    @Test
    void hasNoMoreUnderrunsThanFixedMinimumPrefill() {
        System.out.printf(
                Locale.ROOT, "%-36s %8s %28s%n", "20 utterances each", "policy", "delay ms mean, underruns, silent ms");
        List<IntFunction<ArrivalTrace>> kinds = new ArrayList<>();
        Stream.concat(easy(), recorded()).forEach(arrivals -> kinds.add(n -> arrivals));
        kinds.add(n -> oneStall());
        kinds.add(n -> n == 0 ? oneStall() : pacedAsItPlays("one stall in the first of 20"));
        kinds.add(n -> pacedAsItPlays("gaps of 1 s").withGaps(1_000, 2_000));
        kinds.add(n -> pacedAsItPlays("jitter, mean 10 ms").jittery(10, n));
        kinds.add(n -> pacedAsItPlays("jitter, mean 40 ms").jittery(40, n));
        for (IntFunction<ArrivalTrace> kind : kinds) {
            Outcome learned = print(kind, "tuned", new Tuned());
            Outcome hasty = print(kind, "20", new Fixed(20));
            print(kind, "100", new Fixed(100));
            print(kind, "200", new Fixed(200));
            assertThat(learned.underruns()).isLessThanOrEqualTo(hasty.underruns());
        }
    }

    private static Outcome print(IntFunction<ArrivalTrace> kind, String name, PlayoutSimulation.Policy policy) {
        Outcome sum = new Outcome(0, 0, 0);
        int utterances = 20;
        for (int n = 0; n < utterances; n++) {
            Outcome heard = PlayoutSimulation.play(policy, kind.apply(n));
            sum = new Outcome(
                    sum.delayMillis() + heard.delayMillis() / utterances,
                    sum.underruns() + heard.underruns(),
                    sum.silentMillis() + heard.silentMillis());
        }
        System.out.printf(
                Locale.ROOT,
                "%-36s %8s %10.1f %8d %10.0f%n",
                kind.apply(utterances - 1),
                name,
                sum.delayMillis(),
                sum.underruns(),
                sum.silentMillis());
        return sum;
    }
}
