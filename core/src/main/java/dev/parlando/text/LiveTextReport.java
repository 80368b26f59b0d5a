package dev.parlando.text;

import java.util.Objects;

/**
 * The three parts of a live text in the words of its writer. {@code heard}, {@code unheard} and {@code unsent} follow one
 * another, and together are the text written so far.
 *
 * @param heard the start of the text, whose audio was heard
 * @param unheard the text that was sent to the service, whose audio was not heard
 * @param unsent the text that was not sent to the service
 * @param sentCharacters number of characters sent to the service, which is the estimate of the cost
 * @param unheardSentCharacters number of these characters whose audio was not heard
 */
public record LiveTextReport(
        String heard, String unheard, String unsent, long sentCharacters, long unheardSentCharacters) {
    public LiveTextReport {
        Objects.requireNonNull(heard, "heard");
        Objects.requireNonNull(unheard, "unheard");
        Objects.requireNonNull(unsent, "unsent");
    }

    /** Returns the whole text written so far. */
    public String written() {
        return heard + unheard + unsent;
    }

    /** Describes the report without its text, which may be private. */
    @Override
    public String toString() {
        return "LiveTextReport[heard=" + heard.length() + ", unheard=" + unheard.length() + ", unsent="
                + unsent.length() + " characters, sentCharacters=" + sentCharacters + ", unheardSentCharacters="
                + unheardSentCharacters + "]";
    }
}
