package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;
import org.jspecify.annotations.Nullable;

/**
 * Holds the checked options of a player. Immutable.
 *
 * @param prefillMillis how much sound must be there for the first utterance to begin
 * @param maxPrefillMillis up to how much more may be waited for, if audio comes unevenly
 * @param lookAhead for how many utterances after the one that is heard the audio is asked for
 * @param trimLeadingSilence whether silence at the start of an utterance is left out
 * @param preopenFormat the format to open the sink for ahead of time; null for not opening it
 */
public record PlayerSettings(
        int prefillMillis,
        int maxPrefillMillis,
        int lookAhead,
        boolean trimLeadingSilence,
        @Nullable PcmFormat preopenFormat) {}
