package dev.parlando.programs.assistant;

/**
 * Is what one side of a conversation has said.
 *
 * @param speaker who said it
 * @param text what was said, as far as it was heard
 * @param interrupted whether there would have been more
 */
public record Remark(Speaker speaker, String text, boolean interrupted) {
    /** Names the sides. */
    public enum Speaker {
        USER,
        ASSISTANT
    }

    static Remark user(String text) {
        return new Remark(Speaker.USER, text, false);
    }

    static Remark assistant(String heard, boolean interrupted) {
        return new Remark(Speaker.ASSISTANT, heard, interrupted);
    }

    /** Returns the remark as a language model should read it. */
    public String forHistory() {
        if (!interrupted) {
            return text;
        }
        return text.isEmpty() ? "[interrupted before the first word]" : "[interrupted after: " + text + "]";
    }
}
