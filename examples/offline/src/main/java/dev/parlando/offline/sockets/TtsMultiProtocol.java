package dev.parlando.offline.sockets;

import dev.parlando.offline.json.JsonReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@code multi-stream-input}: up to five independent texts. Any message opens its context, and a message
 * without a name opens the default one. Confined to the event loop.
 */
final class TtsMultiProtocol implements SocketProtocol {
    private static final String DEFAULT_CONTEXT = "default";

    private final OfflineSocketConnection connection;
    private final String voiceId;
    private final ContextTable<TtsContext> contexts;

    TtsMultiProtocol(OfflineSocketConnection connection, String voiceId) {
        this.connection = connection;
        this.voiceId = voiceId;
        contexts = new ContextTable<>(connection, TtsContext::speech);
    }

    @Override
    public void receive(Map<String, @Nullable Object> members, JsonReader message) {
        String named = message.string("context_id");
        Boolean closeSocket = message.bool("close_socket");
        Boolean closeContext = message.bool("close_context");
        message.throwIfInvalid();
        if (Boolean.TRUE.equals(closeSocket)) {
            closeSocket();
            return;
        }
        String id = named == null ? DEFAULT_CONTEXT : named;
        TtsContext context = contexts.touch(id);
        if (Boolean.TRUE.equals(closeContext)) {
            close(context);
        } else if (context == null) {
            contexts.open(id, () -> open(id, members, message)).receive(members, message);
        } else if (!context.speech().isFinishing()) {
            context.receive(members, message);
        }
    }

    private TtsContext open(String id, Map<String, @Nullable Object> members, JsonReader message) {
        return new TtsContext(new OfflineSocketContext(id, connection), connection, voiceId, members, message);
    }

    /** Buffered text that was not flushed is discarded. */
    private static void close(@Nullable TtsContext context) {
        if (context != null) {
            context.speech().finish();
        }
    }

    /** The service acts on this message only while no context is open. */
    private void closeSocket() {
        if (contexts.isEmpty()) {
            connection.close();
        }
    }

    @Override
    public void contextEnded(OfflineSocketContext ended) {
        contexts.remove(ended);
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
