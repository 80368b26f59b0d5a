package dev.parlando.internal.live.socket;

import dev.parlando.internal.json.LiveMessageJson;
import dev.parlando.speech.SpeechRequest;
import org.jspecify.annotations.Nullable;

/**
 * The messages of the client for one context. Immutable.
 *
 * <p>Source: the documentation of the four WebSockets and their recorded traffic in 2026.
 */
final class ClientMessages {
    private final SocketKind kind;
    private final SpeechRequest template;
    private final String voiceId;

    ClientMessages(SocketKind kind, SpeechRequest template, String voiceId) {
        this.kind = kind;
        this.template = template;
        this.voiceId = voiceId;
    }

    SocketKind kind() {
        return kind;
    }

    private @Nullable String named(String contextId) {
        return kind.hasContexts() ? contextId : null;
    }

    /** Returns the first message of a context, which alone may have settings and voices. */
    byte[] start(String contextId) {
        return kind.isDialogue()
                ? LiveMessageJson.dialogueStart(template, voiceId, named(contextId))
                : LiveMessageJson.speechStart(template, named(contextId));
    }

    /** Returns a message with text. */
    byte[] text(String text, String contextId) {
        return kind.isDialogue()
                ? LiveMessageJson.dialogueText(endingWithBlank(text), voiceId, named(contextId))
                : LiveMessageJson.speechText(text, named(contextId));
    }

    /**
     * Returns the text followed by white space. The service for dialogue speaks whole words, and would keep the last
     * one. It refuses to speak that alone if it is a mark.
     */
    private static String endingWithBlank(String text) {
        boolean ends = !text.isEmpty() && Character.isWhitespace(text.charAt(text.length() - 1));
        return ends ? text : text + " ";
    }

    /** Returns the message that makes the service speak all text so far. */
    byte[] flush(String contextId) {
        return LiveMessageJson.command("flush", named(contextId));
    }

    /** Returns the message that restarts the time without a message. Only a blank does not end a single context. */
    byte[] keepAlive(String contextId) {
        return kind.isDialogue()
                ? LiveMessageJson.command("keep_alive", named(contextId))
                : LiveMessageJson.speechText(kind.hasContexts() ? "" : " ", named(contextId));
    }

    /** Returns the message that ends a context, or the only context of a connection. */
    byte[] end(String contextId) {
        if (kind.hasContexts()) {
            return LiveMessageJson.command("close_context", contextId);
        }
        return kind.isDialogue() ? closeSocket() : LiveMessageJson.speechText("", null);
    }

    /** Returns the message that ends a connection without open contexts. */
    static byte[] closeSocket() {
        return LiveMessageJson.command("close_socket", null);
    }
}
