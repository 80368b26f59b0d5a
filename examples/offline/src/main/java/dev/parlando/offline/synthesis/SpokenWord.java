package dev.parlando.offline.synthesis;

/** A spoken word with the end time of each of its phones. Immutable. */
public final class SpokenWord {
    private final String text;
    private final double[] boundarySeconds;

    /**
     * Creates a word.
     *
     * @param text the word, spelled out
     * @param boundarySeconds the start of the word, then the end of each of its phones (one or more), relative to the
     *     first sample of the sentence
     */
    public SpokenWord(String text, double[] boundarySeconds) {
        this.text = text;
        this.boundarySeconds = boundarySeconds.clone();
    }

    /** Returns the word, spelled out. */
    public String text() {
        return text;
    }

    /** Returns a copy with the spelling of the original text. */
    SpokenWord withSpelling(String spelling) {
        return new SpokenWord(spelling, boundarySeconds);
    }

    int phoneCount() {
        return boundarySeconds.length - 1;
    }

    double startSeconds() {
        return boundarySeconds[0];
    }

    double endSeconds() {
        return boundarySeconds[phoneCount()];
    }

    /**
     * Returns the time at which {@code phoneCount} phones of the word have been spoken; times within a phone are
     * interpolated.
     */
    double secondsAt(double phones) {
        int before = Math.min((int) phones, phoneCount() - 1);
        double length = boundarySeconds[before + 1] - boundarySeconds[before];
        return boundarySeconds[before] + (phones - before) * length;
    }
}
