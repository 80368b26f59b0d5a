package dev.parlando.internal.live.socket;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.governor.LimitSnapshot;
import dev.parlando.governor.Priority;
import dev.parlando.internal.limiter.EngineGovernor;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The WebSockets of one event loop. A context begins on a connection for the same target that has room, and otherwise on
 * a new one. A stream that is interrupted often thus changes to another connection while its contexts drain.
 *
 * <p>Threading: owned by the event loop.
 */
final class SocketPool {
    private final EventExecutor loop;
    private final EngineGovernor governor;
    private final SocketDialer dialer;
    private final ServerMessage message = new ServerMessage(ByteBufAllocator.DEFAULT);
    private final List<SocketConnection> connections = new ArrayList<>();
    private long lastId;

    SocketPool(EventExecutor loop, EngineGovernor governor, SocketDialer dialer) {
        this.loop = loop;
        this.governor = governor;
        this.dialer = dialer;
    }

    /** Returns the number of connections that are open or being opened. */
    int size() {
        return connections.size();
    }

    /**
     * Opens a context. The listener is called later, unless the connection is already open.
     *
     * @param key the key of a new connection; null for none
     * @param priority priority of a new connection for dialogue among those that wait for a permit
     */
    SocketContext open(
            SocketTarget target,
            @Nullable ApiKey key,
            ClientMessages messages,
            Priority priority,
            SocketContext.Listener listener) {
        String id = "turn-" + ++lastId;
        for (SocketConnection connection : connections) {
            if (connection.isOpen()
                    && connection.hasRoom()
                    && connection.target().equals(target)
                    && isSame(connection.key(), key)) {
                return connection.add(messages, id, listener);
            }
        }
        SocketConnection connection = create(target, key);
        SocketContext context = connection.add(messages, id, listener);
        if (target.kind().isDialogue()) {
            openWithPermit(connection, priority);
        } else {
            dialer.dial(connection);
        }
        return context;
    }

    private static boolean isSame(@Nullable ApiKey first, @Nullable ApiKey second) {
        return (first == null || second == null) ? first == second : first.isSameAs(second);
    }

    private SocketConnection create(SocketTarget target, @Nullable ApiKey key) {
        SocketConnection[] created = new SocketConnection[1];
        created[0] = new SocketConnection(target, key, message, loop, () -> connections.remove(created[0]));
        connections.add(created[0]);
        return created[0];
    }

    /** Opens a connection for dialogue, which occupies a place of the account. Idle ones make room for it. */
    private void openWithPermit(SocketConnection connection, Priority priority) {
        SocketPermit permit =
                new SocketPermit(governor, governor.dialogueLimiter(), priority, loop, new SocketPermit.Listener() {
                    @Override
                    public void onPermit() {
                        dialer.dial(connection);
                    }

                    @Override
                    public void onPermitRefused(ParlandoException error) {
                        connection.onConnectFailed(error);
                    }
                });
        connection.holdPermit(permit);
        LimitSnapshot places = governor.dialogueLimiter().snapshot();
        if (places.inFlight() >= places.limit()) {
            closeIdle();
        }
        permit.request();
    }

    private void closeIdle() {
        for (SocketConnection connection : List.copyOf(connections)) {
            if (connection.target().kind().isDialogue() && connection.isIdle()) {
                connection.closeIdle();
            }
        }
    }

    /** Closes all connections. Streams have ended before. */
    void close() {
        List.copyOf(connections).forEach(SocketConnection::close);
    }
}
