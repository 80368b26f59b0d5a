package dev.parlando.audio.telephony;

import dev.parlando.error.ParlandoException;
import org.jspecify.annotations.Nullable;

/**
 * The reason for the end of a leg.
 *
 * @param cause the error of unfinished utterances
 * @param failed whether the leg has failed, rather than been closed
 */
record LegEnd(ParlandoException cause, boolean failed) {
    /** Returns the error of the leg, or null if it was closed. */
    @Nullable
    ParlandoException error() {
        return failed ? cause : null;
    }
}
