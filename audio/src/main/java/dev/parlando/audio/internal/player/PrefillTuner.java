package dev.parlando.audio.internal.player;

/**
 * Decides how much sound must be there before an utterance begins, and before it goes on after it ran dry.
 *
 * <p>It begins with one burst. Across utterances it keeps what the arrivals showed would have been needed: by how much
 * the latest of them came after the sound before it would have ended, had it been played from its first sample on. It
 * keeps that for a while in full and then less and less, so that a stall long past costs no time. A begin delayed by so
 * much suffices whatever came in meanwhile; so does that much more than the first burst, where sound comes faster than
 * it plays. Within an utterance each underrun raises what is waited for, and nothing lowers it. Never more than a fixed
 * bound is waited for.
 *
 * <p>Confined to the play thread; nothing is allocated. Source: to raise by steps at underruns is what Oboe's
 * LatencyTuner does.
 */
final class PrefillTuner {
    /** What is added to a need that was seen: sound is written some milliseconds before it is heard. */
    private static final int MARGIN_MILLIS = 10;

    private static final int MIN_STEP_MILLIS = 20;
    private static final int MAX_STEP_MILLIS = 100;
    private static final double FULL_WEIGHT_NANOS = 15e9;
    private static final double HALF_LIFE_NANOS = 15e9;
    private static final double NANOS_PER_MILLI = 1e6;

    private final int minMillis;
    private final int maxMillis;

    /** By how much the hardest utterance of late was late, and when that was. */
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

    /** Begins an utterance; what the one before needed is kept if it was broken off. */
    void beginUtterance() {
        endUtterance();
        paused = false;
        latenessMillis = 0;
        firstBurstMillis = 0;
        resumeMillis = minMillis;
    }

    /** Is told that by that time so much sound of the utterance, in all, has been decoded. */
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

    /** Is told that the sound was paused: the time from the last arrival to the next says nothing. */
    void onPaused() {
        paused = arrivedAny;
    }

    /** Is told that the sound was interrupted for that long, since no more had arrived. */
    void onUnderrun(double gapMillis) {
        double step = Math.max(MIN_STEP_MILLIS, Math.min(MAX_STEP_MILLIS, gapMillis));
        resumeMillis = Math.min(maxMillis, resumeMillis + step);
    }

    /** Ends the utterance: what it needed is kept for the next ones. */
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

    /** Returns how much sound must be there for the next utterance, or the current one, to begin at once. */
    int startMillis() {
        double millis = delayMillis > 0 ? firstBurstMillis + delayMillis : 0;
        return (int) Math.max(minMillis, Math.min(maxMillis, Math.ceil(millis)));
    }

    /** Returns the same for a moment: once the current utterance was delayed by as much as is needed, one burst will do. */
    int startMillis(long nanos) {
        return arrivedAny && nanosUntilBurstSuffices(nanos) <= 0 ? minMillis : startMillis();
    }

    /** Returns how long it is until the current utterance, of which some arrived, may begin with one burst. */
    long nanosUntilBurstSuffices(long nanos) {
        return firstArrivalNanos + (long) (delayMillis * NANOS_PER_MILLI) - nanos;
    }

    /** Returns how much sound must be there before the current utterance goes on after it ran dry. */
    int resumeMillis() {
        return (int) Math.ceil(resumeMillis);
    }

    private double learnedMillisAt(long nanos) {
        double decayNanos = Math.max(0, nanos - learnedNanos - FULL_WEIGHT_NANOS);
        double millis = learnedMillis * Math.pow(0.5, decayNanos / HALF_LIFE_NANOS);
        return millis < 1 ? 0 : millis;
    }
}
