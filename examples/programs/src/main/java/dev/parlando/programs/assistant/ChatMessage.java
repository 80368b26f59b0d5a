package dev.parlando.programs.assistant;

import dev.parlando.text.LiveTextReport;

/**
 * One remark in a conversation.
 *
 * @param role the side that spoke
 * @param text the text, for the assistant only the part that was played
 * @param interrupted whether the remark was cut short
 * @param unheard the text that was sent to the service but not played
 * @param unsent the text that was generated but not sent to the service
 */
public record ChatMessage(Role role, String text, boolean interrupted, String unheard, String unsent) {
    /** The sides of a conversation. */
    public enum Role {
        USER,
        ASSISTANT
    }

    static ChatMessage user(String text) {
        return new ChatMessage(Role.USER, text, false, "", "");
    }

    static ChatMessage assistant(String heard, boolean interrupted) {
        return new ChatMessage(Role.ASSISTANT, heard, interrupted, "", "");
    }

    static ChatMessage assistant(LiveTextReport report, boolean interrupted) {
        return new ChatMessage(
                Role.ASSISTANT,
                report.heard().strip(),
                interrupted,
                report.unheard().strip(),
                report.unsent().strip());
    }

    /** Returns the remark in the form that a language model reads as history. */
    public String forHistory() {
        if (!interrupted) {
            return text;
        }
        return text.isEmpty() ? "[interrupted before the first word]" : "[interrupted after: " + text + "]";
    }

    /** Returns a description of an interrupted remark for the user, with its parts that were not heard. */
    String forUser() {
        return forHistory() + part("sent, not heard", unheard) + part("not sent", unsent);
    }

    private static String part(String name, String text) {
        return text.isEmpty() ? "" : "\n[" + name + ": " + text + "]";
    }
}
