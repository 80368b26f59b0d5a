package dev.parlando.offline.sockets;

import dev.parlando.offline.json.JsonReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of both dialogue sockets: voices first, then inputs. Confined to the event loop. */
final class DialogueProtocol implements SocketProtocol {
    /** The name of the only context of {@code stream-input}, which its messages do not show. */
    private static final String ONLY = "";

    private final OfflineSocketConnection connection;
    private final boolean multi;
    private final ContextTable<DialogueContext> contexts;
    private boolean closing;

    DialogueProtocol(OfflineSocketConnection connection) {
        this.connection = connection;
        multi = connection.options().kind().isMulti();
        contexts = new ContextTable<>(connection, DialogueContext::speech);
    }

    @Override
    public void receive(Map<String, @Nullable Object> members, JsonReader message) {
        Boolean closeSocket = message.bool("close_socket");
        Boolean closeContext = message.bool("close_context");
        String named = message.string("context_id");
        message.throwIfInvalid();
        if (closing) {
            return;
        }
        if (Boolean.TRUE.equals(closeSocket)) {
            closeSocket();
            return;
        }
        if (multi && named == null) {
            throw SocketErrorException.invalid("context_id is required");
        }
        String id = multi && named != null ? named : ONLY;
        DialogueContext context = contexts.touch(id);
        if (multi && Boolean.TRUE.equals(closeContext)) {
            close(context);
        } else if (context == null) {
            contexts.open(id, () -> open(id, message)).speakInputs(message);
        } else if (!context.speech().isFinishing()) {
            context.receive(message);
        }
    }

    private DialogueContext open(String id, JsonReader message) {
        return new DialogueContext(new OfflineSocketContext(multi ? id : null, connection), connection, message);
    }

    /** Discards flushed text that has not started, as well as buffered text. */
    private static void close(@Nullable DialogueContext context) {
        if (context != null && !context.speech().isFinishing()) {
            context.speech().dropQueued();
            context.speech().finish();
        }
    }

    /** Speaks the buffered text of all contexts; their final messages are the last ones. */
    private void closeSocket() {
        closing = true;
        connection.inputEnded();
        for (DialogueContext context : contexts.all()) {
            if (!context.speech().isFinishing()) {
                context.flush();
                context.speech().finish();
            }
        }
        closeIfEnded();
    }

    private void closeIfEnded() {
        if (closing && contexts.isEmpty()) {
            connection.closeAfterFinal();
        }
    }

    @Override
    public void contextEnded(OfflineSocketContext ended) {
        contexts.remove(ended);
        closeIfEnded();
    }

    @Override
    public void closed() {
        contexts.cancelAll();
    }

    @Override
    public void writable() {
        contexts.writable();
    }
}
