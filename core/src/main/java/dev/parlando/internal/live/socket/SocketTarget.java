package dev.parlando.internal.live.socket;

import dev.parlando.internal.json.RequestPath;
import dev.parlando.speech.SpeechRequest;
import java.util.Map;

/**
 * The parameters that all contexts of a connection share. Connections are reused for equal targets. Immutable.
 *
 * @param kind kind of the WebSocket
 * @param path path and query
 * @param headers extra headers of the caller
 */
record SocketTarget(SocketKind kind, String path, Map<String, String> headers) {
    /** Time without a message after which the service ends a context for speech, the longest that it offers. */
    static final int INACTIVITY_SECONDS = 180;

    static SocketTarget of(SocketKind kind, SpeechRequest template, String voiceId, Map<String, String> headers) {
        String path = kind.isDialogue()
                ? RequestPath.dialogueSocket(template, kind.endpoint())
                : RequestPath.speechSocket(template, voiceId, kind.endpoint(), INACTIVITY_SECONDS);
        return new SocketTarget(kind, path, headers);
    }
}
