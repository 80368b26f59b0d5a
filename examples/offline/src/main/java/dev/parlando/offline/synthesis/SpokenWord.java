package dev.parlando.offline.synthesis;

/** Is one word as it is read out, and when each of its sounds ends. Immutable. */
public final class SpokenWord {
    private final String text;
    private final double[] boundarySeconds;

    /**
     * Describes a word.
     *
     * @param text the word, spelled out
     * @param boundarySeconds when it begins, and when each of its sounds, one or more, ends; counted from the first sample
     *     of the sentence
     */
    public SpokenWord(String text, double[] boundarySeconds) {
        this.text = text;
        this.boundarySeconds = boundarySeconds.clone();
    }

    /** Returns the word, spelled out. */
    public String text() {
        return text;
    }

    /** Returns the same word as it was written. */
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

    /** Returns when so much of the word has been spoken, counted in sounds; what lies between is spread evenly. */
    double secondsAt(double phones) {
        int before = Math.min((int) phones, phoneCount() - 1);
        double length = boundarySeconds[before + 1] - boundarySeconds[before];
        return boundarySeconds[before] + (phones - before) * length;
    }
}
