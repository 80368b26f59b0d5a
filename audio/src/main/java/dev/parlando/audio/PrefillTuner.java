package dev.parlando.audio;

/**
 * Decides how much sound must be there before an utterance begins, and before it goes on after it ran dry.
 *
 * <p>It begins with one burst. Within an utterance each underrun raises what is waited for, and nothing lowers it.
 * Across utterances it keeps what the arrivals showed would have been needed, for a while in full and then less and
 * less, so that a stall long past costs no time. Never more than a fixed bound is waited for.
 *
 * <p>Confined to the play thread; nothing is allocated. Source: the raising step is that of Oboe's LatencyTuner.
 */
final class PrefillTuner {
    private static final int SMALLEST_STEP_MILLIS = 20;
    private static final int LARGEST_STEP_MILLIS = 100;
    private static final long KEPT_NANOS = 15_000_000_000L;
    private static final double HALF_LIFE_NANOS = 15e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final int firstMillis;
    private final int maxMillis;

    /** What the hardest utterance of late needed, and when that was. */
    private double learnedMillis;

    private long learnedNanos;

    private double startMillis;
    private double resumeMillis;
    private boolean arrivedAny;
    private long firstNanos;
    private long lastNanos;
    private double firstBurstMillis;
    private double lastTotalMillis;
    private double latenessMillis;

    PrefillTuner(int firstMillis, int maxMillis) {
        this.firstMillis = firstMillis;
        this.maxMillis = maxMillis;
        startMillis = firstMillis;
        resumeMillis = firstMillis;
    }

    /** Begins an utterance. */
    void begin() {
        arrivedAny = false;
        latenessMillis = 0;
        resumeMillis = startMillis;
    }

    /** Is told that by that time so much sound of the utterance, in all, has been decoded. */
    void arrived(long nanos, double totalMillis) {
        if (arrivedAny) {
            double playedMillis = (nanos - firstNanos) / NANOS_PER_MILLI;
            latenessMillis = Math.max(latenessMillis, playedMillis - lastTotalMillis);
        } else {
            arrivedAny = true;
            firstNanos = nanos;
            firstBurstMillis = totalMillis;
            startMillis = bounded(learnedAt(nanos));
            resumeMillis = startMillis;
        }
        lastNanos = nanos;
        lastTotalMillis = totalMillis;
    }

    /** Is told that the sound was interrupted for that long, since no more had arrived. */
    void ranDry(double gapMillis) {
        double step = Math.max(SMALLEST_STEP_MILLIS, Math.min(LARGEST_STEP_MILLIS, gapMillis));
        resumeMillis = bounded(resumeMillis + step);
    }

    /** Ends the utterance: what it needed is kept for the next ones. */
    void end() {
        double neededMillis = latenessMillis > 0 ? bounded(firstBurstMillis + latenessMillis) : 0;
        if (arrivedAny && neededMillis >= learnedAt(lastNanos)) {
            learnedMillis = neededMillis;
            learnedNanos = lastNanos;
        }
        arrivedAny = false;
        startMillis = bounded(learnedAt(lastNanos));
    }

    /** Returns how much sound must be there before the next utterance, or the current one, begins. */
    int startMillis() {
        return (int) Math.ceil(startMillis);
    }

    /** Returns how much sound must be there before the current utterance goes on after it ran dry. */
    int resumeMillis() {
        return (int) Math.ceil(resumeMillis);
    }

    private double learnedAt(long nanos) {
        long fading = Math.max(0, nanos - learnedNanos - KEPT_NANOS);
        return learnedMillis * Math.pow(0.5, fading / HALF_LIFE_NANOS);
    }

    private double bounded(double millis) {
        return Math.max(firstMillis, Math.min(maxMillis, millis));
    }
}
