package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;
import org.jspecify.annotations.Nullable;

/**
 * The validated options of a player. Immutable.
 *
 * @param prefillMillis the length of audio required to start the first utterance
 * @param maxPrefillMillis the maximum prefill if audio arrives irregularly
 * @param lookAhead the number of utterances after the current one whose audio is requested in advance
 * @param trimLeadingSilence whether silence at the start of an utterance is trimmed
 * @param preopenFormat the format for which the sink is opened in advance, and the lowest one requested later; {@code
 *     null} to open it on demand
 */
public record PlayerSettings(
        int prefillMillis,
        int maxPrefillMillis,
        int lookAhead,
        boolean trimLeadingSilence,
        @Nullable PcmFormat preopenFormat) {}
