package dev.parlando.programs.assistant;

/**
 * One remark in a conversation.
 *
 * @param role the side that spoke
 * @param text the text, for the assistant only the part that was played
 * @param interrupted whether the remark was cut short
 */
public record ChatMessage(Role role, String text, boolean interrupted) {
    /** The sides of a conversation. */
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

    /** Returns the remark in the form that a language model reads as history. */
    public String forHistory() {
        if (!interrupted) {
            return text;
        }
        return text.isEmpty() ? "[interrupted before the first word]" : "[interrupted after: " + text + "]";
    }
}
