package dev.parlando.audio.internal.player;

/**
 * The adaptive prefill of a player: the length of audio required to start an utterance, and to resume it after an
 * underrun.
 *
 * <p>The prefill starts at one burst. Across utterances the tuner stores the start delay that the arrivals would have
 * required. This delay is the lateness of the latest arrival, compared with playback from the first sample on. The
 * value is kept in full for a while and then decays, so that an old stall costs no time.
 *
 * <p>A start delayed by this value suffices regardless of the audio that arrived in the meantime. If audio arrives
 * faster than it plays, a prefill of the first burst plus the same length also suffices. Within an utterance each
 * underrun raises the prefill for the resumption, and nothing lowers it. The prefill never exceeds a fixed maximum.
 *
 * <p>Confined to the playback thread. Nothing is allocated. Source: Oboe's LatencyTuner also increases its buffer in
 * steps at underruns.
 */
final class PrefillTuner {
    /** Added to a measured requirement, since audio is written some milliseconds before it is played. */
    private static final int MARGIN_MILLIS = 10;

    private static final int MIN_STEP_MILLIS = 20;
    private static final int MAX_STEP_MILLIS = 100;
    private static final double FULL_WEIGHT_NANOS = 15e9;
    private static final double HALF_LIFE_NANOS = 15e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final int minMillis;
    private final int maxMillis;

    /** The lateness of the most demanding recent utterance, and the time of its measurement. */
    private double learnedMillis;

    private long learnedNanos;

    private double delayMillis;
    private double resumeMillis;
    private boolean arrivedAny;
    private boolean paused;
    private long firstArrivalNanos;
    private long lastArrivalNanos;
    private double firstBurstMillis;
    private double lastTotalMillis;
    private double latenessMillis;

    PrefillTuner(int minMillis, int maxMillis) {
        this.minMillis = minMillis;
        this.maxMillis = maxMillis;
        resumeMillis = minMillis;
    }

    /** Starts an utterance. The requirement of the previous one is stored if it was cut short. */
    void beginUtterance() {
        endUtterance();
        paused = false;
        latenessMillis = 0;
        firstBurstMillis = 0;
        resumeMillis = minMillis;
    }

    /** Called when {@code totalMillis} of the utterance's audio were decoded at time {@code nanos}. */
    void onArrival(long nanos, double totalMillis) {
        if (paused) {
            paused = false;
            firstArrivalNanos += nanos - lastArrivalNanos;
        }
        if (arrivedAny) {
            double playedMillis = (nanos - firstArrivalNanos) / NANOS_PER_MILLI;
            latenessMillis = Math.max(latenessMillis, playedMillis - lastTotalMillis);
        } else {
            arrivedAny = true;
            firstArrivalNanos = nanos;
            firstBurstMillis = totalMillis;
            delayMillis = learnedMillisAt(nanos);
        }
        lastArrivalNanos = nanos;
        lastTotalMillis = totalMillis;
    }

    /** Called when the utterance was paused. The time from the last arrival to the next one is not evaluated. */
    void onPaused() {
        paused = arrivedAny;
    }

    /** Called when an underrun of {@code gapMillis} has ended. */
    void onUnderrun(double gapMillis) {
        double step = Math.max(MIN_STEP_MILLIS, Math.min(MAX_STEP_MILLIS, gapMillis));
        resumeMillis = Math.min(maxMillis, resumeMillis + step);
    }

    /** Ends the utterance and stores its requirement for the next ones. */
    void endUtterance() {
        if (!arrivedAny) {
            return;
        }
        arrivedAny = false;
        double needMillis = latenessMillis > 0 ? Math.min(maxMillis, latenessMillis + MARGIN_MILLIS) : 0;
        if (needMillis >= learnedMillisAt(lastArrivalNanos)) {
            learnedMillis = needMillis;
            learnedNanos = lastArrivalNanos;
        }
        delayMillis = learnedMillisAt(lastArrivalNanos);
    }

    /** Returns the length of audio required to start the next or the current utterance immediately. */
    int startMillis() {
        double millis = delayMillis > 0 ? firstBurstMillis + delayMillis : 0;
        return (int) Math.max(minMillis, Math.min(maxMillis, Math.ceil(millis)));
    }

    /**
     * Returns the length of audio required at a time. Once the current utterance was delayed long enough, one burst
     * suffices.
     */
    int startMillis(long nanos) {
        return arrivedAny && nanosUntilBurstSuffices(nanos) <= 0 ? minMillis : startMillis();
    }

    /** Returns the time until the current utterance, of which some audio has arrived, may start with one burst. */
    long nanosUntilBurstSuffices(long nanos) {
        return firstArrivalNanos + (long) (delayMillis * NANOS_PER_MILLI) - nanos;
    }

    /** Returns the length of audio required to resume the current utterance after an underrun. */
    int resumeMillis() {
        return (int) Math.ceil(resumeMillis);
    }

    private double learnedMillisAt(long nanos) {
        double decayNanos = Math.max(0, nanos - learnedNanos - FULL_WEIGHT_NANOS);
        double millis = learnedMillis * Math.pow(0.5, decayNanos / HALF_LIFE_NANOS);
        return millis < 1 ? 0 : millis;
    }
}
