package dev.parlando.internal.live.socket;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.LoopTimer;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.internal.websocket.WebSocketClose;
import dev.parlando.speech.SpeechResponse;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket for live text with its contexts. At most one of them has a listener, so that a handler that holds slows no
 * other stream; the others drain after an interruption.
 *
 * <p>Threading: owned by the event loop.
 */
final class SocketConnection {
    /** Number of contexts that the service allows on a connection. The next one closes it with 1008. */
    static final int MAX_CONTEXTS = 5;
    /** Time without a context after which a connection for speech is closed; less than the service's limit. */
    static final long SPEECH_IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** The same for dialogue, whose connections occupy a place of the account. The service closes them after 20 s. */
    static final long DIALOGUE_IDLE_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final SocketTarget target;
    private final @Nullable ApiKey key;
    private final ServerMessage message;
    private final EventExecutor loop;
    private final Runnable onClosed;
    private final List<SocketContext> contexts = new ArrayList<>(MAX_CONTEXTS);
    private final LoopTimer idleTimer;
    private @Nullable SocketLink link;
    private @Nullable SocketPermit permit;
    private boolean reused;
    private boolean retired;
    private boolean closed;

    /**
     * Creates a connection that is not open.
     *
     * @param key the key that the upgrade carries; null for none
     * @param message reused for the messages of all connections of the loop
     * @param onClosed called once
     */
    SocketConnection(
            SocketTarget target, @Nullable ApiKey key, ServerMessage message, EventExecutor loop, Runnable onClosed) {
        this.target = target;
        this.key = key;
        this.message = message;
        this.loop = loop;
        this.onClosed = onClosed;
        this.idleTimer = new LoopTimer(loop, this::closeIdle);
    }

    SocketTarget target() {
        return target;
    }

    @Nullable
    ApiKey key() {
        return key;
    }

    boolean isOpen() {
        return link != null && !closed;
    }

    boolean isIdle() {
        return contexts.isEmpty();
    }

    /** Returns the response of the service to a context; a WebSocket has no headers for one. */
    SpeechResponse toResponse() {
        String fingerprint = key == null ? null : key.fingerprint();
        return new SpeechResponse(
                "websocket", reused, fingerprint, null, null, null, null, null, null, null, null, null, null);
    }

    /** Returns whether another context may be opened. */
    boolean hasRoom() {
        return target.kind().hasContexts()
                && !closed
                && !retired
                && contexts.size() < MAX_CONTEXTS
                && contexts.stream().noneMatch(SocketContext::isLive);
    }

    /** Sets the permit that the connection holds while it is open. */
    void holdPermit(SocketPermit place) {
        permit = place;
    }

    /** Called with each audio of a live context. */
    void onAccepted() {
        if (permit != null) {
            permit.onAccepted();
        }
    }

    /** Adds a context, for which there must be room. */
    SocketContext add(ClientMessages messages, String id, SocketContext.Listener listener) {
        idleTimer.stop();
        reused = isOpen();
        SocketContext context = new SocketContext(this, messages, id, loop, listener);
        contexts.add(context);
        return context;
    }

    void send(byte[] json) {
        if (link != null && !closed) {
            link.send(json);
        }
    }

    void setReading(boolean reading) {
        if (link != null && !closed) {
            link.setReading(reading);
        }
    }

    /** Removes a context that the service does not have, or whose connection it has to itself. */
    void discard(SocketContext context) {
        if (target.kind().hasContexts() && isOpen()) {
            remove(context);
        } else {
            close();
        }
    }

    private void remove(SocketContext context) {
        contexts.remove(context);
        context.close();
        setReading(true); // A handler may still hold the audio of the context, but it needs no more.
        if (retired || !target.kind().hasContexts()) {
            retire();
        } else if (contexts.isEmpty()) {
            idleTimer.start(target.kind().isDialogue() ? DIALOGUE_IDLE_NANOS : SPEECH_IDLE_NANOS);
        }
    }

    /** Lets no further context begin, and closes the connection when it has no live one. */
    void retire() {
        retired = true;
        if (contexts.stream().noneMatch(SocketContext::isLive)) {
            close();
        }
    }

    /** Closes a connection without contexts, as the service prefers it. */
    void closeIdle() {
        if (isIdle() && target.kind().hasContexts()) {
            send(ClientMessages.closeSocket());
        }
        close();
    }

    /** Closes the connection without a report. */
    void close() {
        if (closed) {
            return;
        }
        closed = true;
        idleTimer.stop();
        List<SocketContext> ended = List.copyOf(contexts);
        contexts.clear();
        ended.forEach(SocketContext::close);
        if (permit != null) {
            permit.release();
        }
        if (link != null) {
            link.close();
        }
        onClosed.run();
    }

    /** Closes the connection and reports the error to the live context. */
    void fail(ParlandoException error) {
        List<SocketContext.Listener> listeners = new ArrayList<>();
        for (SocketContext context : contexts) {
            SocketContext.Listener listener = context.close();
            if (listener != null) {
                listeners.add(listener);
            }
        }
        close();
        listeners.forEach(listener -> UnexpectedFailure.contain(() -> listener.onLost(error)));
    }

    /** Called when the WebSocket is open. */
    void onOpen(SocketLink opened) {
        link = opened;
        if (closed) {
            opened.close();
            return;
        }
        List.copyOf(contexts).forEach(SocketContext::onConnected);
    }

    /** Called with a message, which is valid during the call only. */
    void onMessage(ByteBuffer json) {
        if (closed) {
            return;
        }
        if (!message.read(json)) {
            fail(SocketErrors.malformed());
            return;
        }
        SocketContext context = message.isError() ? null : context();
        if (context == null) {
            onOther();
            return;
        }
        context.onMessage(message);
        if (message.isFinal() && contexts.contains(context)) {
            onFinal(context);
        }
    }

    /** Processes an error, or ignores a message of a context that has ended or of an unknown type. */
    private void onOther() {
        ByteBuf audio = message.takeAudio();
        if (audio != null) {
            audio.release();
        }
        if (message.isError()) {
            fail(SocketErrors.ofMessage(message.withoutAudio(), key));
        }
    }

    private @Nullable SocketContext context() {
        for (int index = 0; index < contexts.size(); index++) {
            SocketContext context = contexts.get(index);
            if (!target.kind().hasContexts() || message.isFor(context.idBytes())) {
                return context;
            }
        }
        return null;
    }

    private void onFinal(SocketContext context) {
        SocketContext.Listener listener = context.close();
        remove(context);
        if (listener != null) {
            listener.onFinal();
        }
    }

    /** Called when the WebSocket has closed, or could not be opened. */
    void onClose(WebSocketClose close) {
        if (!closed) {
            link = null;
            fail(SocketErrors.ofClose(close, key));
        }
    }

    /** Called when the WebSocket could not be opened. */
    void onConnectFailed(ParlandoException error) {
        if (!closed) {
            fail(error);
        }
    }
}
