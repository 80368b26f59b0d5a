package dev.parlando.benchmarks.endtoend.pull;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A signal that is never 0 and whose neighbouring samples differ by one step. It counts gaps, lost samples and repeated
 * samples in the output.
 *
 * <p>Threading: one thread checks samples. Any thread may wait for the end, and may read the results afterwards.
 */
final class RampSignal {
    /**
     * The period of the signal in samples. A single loss or repetition must be shorter than half of it to be counted
     * correctly.
     */
    private static final int PERIOD = 60_000;

    private final long samples;
    private final CountDownLatch over = new CountDownLatch(1);
    private long received;
    private long zerosNow;
    private long gaps;
    private long gapSamples;
    private long lost;
    private long repeated;
    private int next;

    RampSignal(long samples) {
        this.samples = samples;
    }

    /** Returns the sample at a position of the signal. */
    static short at(long place) {
        int step = (int) (place % PERIOD);
        return (short) (step < PERIOD / 2 ? step - PERIOD / 2 : step - PERIOD / 2 + 1);
    }

    /** Checks the next sample of the output. */
    void check(short sample) {
        if (sample == 0) {
            zerosNow += received == 0 ? 0 : 1;
            return;
        }
        if (zerosNow > 0) {
            gaps++;
            gapSamples += zerosNow;
            zerosNow = 0;
        }
        countDiscontinuity(sample < 0 ? sample + PERIOD / 2 : sample + PERIOD / 2 - 1);
        received++;
        if (next == samples % PERIOD && received + lost - repeated >= samples) {
            over.countDown();
        }
    }

    private void countDiscontinuity(int step) {
        int ahead = Math.floorMod(step - next, PERIOD);
        if (ahead != 0 && ahead < PERIOD / 2) {
            lost += ahead;
        } else if (ahead != 0) {
            repeated += PERIOD - ahead;
        }
        next = (step + 1) % PERIOD;
    }

    /** Waits until the last sample has been checked. Returns false if the time elapses first. */
    boolean awaitEnd(long seconds) throws InterruptedException {
        return over.await(seconds, TimeUnit.SECONDS);
    }

    /** Returns whether every sample was played once, in order and without a gap. */
    boolean isPerfect() {
        return received == samples && gaps == 0 && lost == 0 && repeated == 0;
    }

    @Override
    public String toString() {
        return String.format(
                "%d of %d samples received, %d gaps of %d samples in all, %d lost, %d repeated",
                received, samples, gaps, gapSamples, lost, repeated);
    }
}
