package dev.parlando.programs.assistant;

/**
 * Is what one side of a conversation has said.
 *
 * @param role who said it
 * @param text what was said, as far as it was heard
 * @param interrupted whether there would have been more
 */
public record ChatMessage(Role role, String text, boolean interrupted) {
    /** Names the sides. */
    public enum Role {
        USER,
        ASSISTANT
    }

    static ChatMessage user(String text) {
        return new ChatMessage(Role.USER, text, false);
    }

    static ChatMessage assistant(String heard, boolean interrupted) {
        return new ChatMessage(Role.ASSISTANT, heard, interrupted);
    }

    /** Returns the remark as a language model should read it. */
    public String forHistory() {
        if (!interrupted) {
            return text;
        }
        return text.isEmpty() ? "[interrupted before the first word]" : "[interrupted after: " + text + "]";
    }
}
