package dev.parlando.text;

import java.util.Objects;

/**
 * A line of a dialogue, which one voice speaks. Immutable.
 *
 * @param voiceId id of the voice; names are not resolved
 * @param text the text to speak
 */
public record DialogueLine(String voiceId, String text) {
    public DialogueLine {
        Objects.requireNonNull(voiceId, "voiceId");
        Objects.requireNonNull(text, "text");
    }

    /** Describes the line without its text, which may be private. */
    @Override
    public String toString() {
        return "DialogueLine[voice=" + voiceId + ", text of " + text.length() + " characters]";
    }
}
