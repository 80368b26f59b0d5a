package dev.parlando.offline.sockets;

import dev.parlando.offline.json.JsonReader;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules of {@code stream-input}: one text, which an empty text ends. Confined to the event loop. */
final class TtsSingleProtocol implements SocketProtocol {
    private final OfflineSocketConnection connection;
    private final String voiceId;
    private @Nullable TtsContext context;

    TtsSingleProtocol(OfflineSocketConnection connection, String voiceId) {
        this.connection = connection;
        this.voiceId = voiceId;
    }

    @Override
    public void receive(Map<String, @Nullable Object> members, JsonReader message) {
        TtsContext open = context;
        if (open == null) {
            open(members, message);
        } else if (!open.speech().isFinishing()) {
            open.receive(members, message);
            if (message.isLiteral("text", "") && !Boolean.TRUE.equals(message.bool("flush"))) {
                open.flush();
                open.speech().finish();
                connection.inputEnded();
            }
        }
    }

    private void open(Map<String, @Nullable Object> members, JsonReader message) {
        if (!message.isLiteral("text", " ")) {
            throw SocketErrorException.invalid("the text of the first message must be one blank");
        }
        context = new TtsContext(new OfflineSocketContext(null, connection), connection, voiceId, members, message);
    }

    @Override
    public void contextEnded(OfflineSocketContext ended) {
        connection.closeAfterFinal();
    }

    @Override
    public void closed() {
        if (context != null) {
            context.speech().cancel();
        }
    }

    @Override
    public void writable() {
        if (context != null) {
            context.speech().writable();
        }
    }
}
