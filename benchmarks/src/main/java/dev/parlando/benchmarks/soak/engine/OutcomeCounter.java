package dev.parlando.benchmarks.soak.engine;

import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.error.TruncatedAudioException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counters of utterance outcomes.
 *
 * <p>Threading: safe for use from any thread.
 */
final class OutcomeCounter {
    /** The possible outcomes of an utterance. */
    enum Outcome {
        COMPLETE("complete", false),
        RETRIED("complete at a second attempt or later", false),
        TRUNCATED("truncated, and reported with their byte count", false),
        CUT_BEFORE_AUDIO("failed before their first byte, and reported", false),
        LOST("lost although they were not processed", true),
        SHORT("reported complete, with bytes missing", true),
        MISCOUNTED("truncated, and reported with a wrong byte count", true),
        OTHER("failed in another way", true),
        NOT_ENDED("neither complete nor failed", true);

        private final String words;
        private final boolean violation;

        Outcome(String words, boolean violation) {
            this.words = words;
            this.violation = violation;
        }

        String words() {
            return words;
        }
    }

    private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    private final Map<Outcome, String> firstExamples = new EnumMap<>(Outcome.class);

    /** Counts an utterance that completed normally after the given number of attempts. */
    void completed(long bytes, long expectedBytes, int attempts) {
        Outcome well = attempts > 1 ? Outcome.RETRIED : Outcome.COMPLETE;
        add(bytes == expectedBytes ? well : Outcome.SHORT, bytes + " of " + expectedBytes + " bytes");
    }

    /** Counts an utterance that failed after the given number of bytes and attempts. */
    void failed(ParlandoException error, long bytes, int attempts) {
        add(outcome(error, bytes), error + " (" + attempts + " attempts)");
    }

    private static Outcome outcome(ParlandoException error, long bytes) {
        if (error instanceof TruncatedAudioException) {
            return error.bytesDelivered() == bytes ? Outcome.TRUNCATED : Outcome.MISCOUNTED;
        }
        if (error instanceof TransportException transport) {
            return transport.progress() == RequestProgress.PROCESSED ? Outcome.CUT_BEFORE_AUDIO : Outcome.LOST;
        }
        return Outcome.OTHER;
    }

    /** Counts utterances that neither completed nor failed. */
    void unfinished(int count) {
        for (int i = 0; i < count; i++) {
            add(Outcome.NOT_ENDED, "none");
        }
    }

    private synchronized void add(Outcome outcome, String example) {
        counts.merge(outcome, 1, Integer::sum);
        firstExamples.putIfAbsent(outcome, example);
    }

    synchronized int count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0);
    }

    /** Returns a line with an example for each outcome that must not occur. */
    synchronized List<String> violations() {
        List<String> violations = new ArrayList<>();
        counts.forEach((outcome, count) -> {
            if (outcome.violation) {
                violations.add(count + " " + outcome.words + "; the first: " + firstExamples.get(outcome));
            }
        });
        return violations;
    }
}
