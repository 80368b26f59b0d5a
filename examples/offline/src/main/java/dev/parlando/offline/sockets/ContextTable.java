package dev.parlando.offline.sockets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The open contexts of a connection, at most five. A context stays open until its final message has been sent, and is
 * finished when it has had no message for the time of inactivity.
 *
 * <p>Threading: confined to the event loop.
 *
 * @param <C> the protocol's own state of a context
 */
final class ContextTable<C> {
    private static final int MAX_CONTEXTS = 5;

    private record Entry<C>(C context, IdleTimer idle) {}

    private final Map<String, Entry<C>> open = new LinkedHashMap<>();
    private final OfflineSocketConnection connection;
    private final Function<C, OfflineSocketContext> speech;

    ContextTable(OfflineSocketConnection connection, Function<C, OfflineSocketContext> speech) {
        this.connection = connection;
        this.speech = speech;
    }

    /** Returns an open context and records a message for it; null if there is none. */
    @Nullable
    C touch(String id) {
        Entry<C> entry = open.get(id);
        if (entry == null) {
            return null;
        }
        entry.idle.touch();
        return entry.context;
    }

    /**
     * Opens a context.
     *
     * @throws SocketErrorException if five contexts are open
     */
    C open(String id, Supplier<C> opener) {
        if (open.size() >= MAX_CONTEXTS) {
            throw new SocketErrorException(
                    "max_active_conversations",
                    "Maximum simultaneous contexts per connection exceeded (" + MAX_CONTEXTS + ").");
        }
        C opened = opener.get();
        IdleTimer idle = new IdleTimer(
                connection.services().context().time(),
                TimeUnit.SECONDS.toNanos(connection.options().inactivitySeconds()),
                () -> finishIdle(speech.apply(opened)));
        open.put(id, new Entry<>(opened, idle));
        return opened;
    }

    /** A connection without any message ends as a whole. */
    private void finishIdle(OfflineSocketContext context) {
        connection.checkIdle();
        context.finish();
    }

    void remove(OfflineSocketContext ended) {
        open.values().removeIf(entry -> {
            boolean same = speech.apply(entry.context) == ended;
            if (same) {
                entry.idle.stop();
            }
            return same;
        });
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Returns the open contexts, the oldest first. */
    List<C> all() {
        List<C> contexts = new ArrayList<>();
        open.values().forEach(entry -> contexts.add(entry.context));
        return contexts;
    }

    /** Stops all contexts without final messages. */
    void cancelAll() {
        open.values().forEach(entry -> {
            entry.idle.stop();
            speech.apply(entry.context).cancel();
        });
        open.clear();
    }

    void writable() {
        all().forEach(context -> speech.apply(context).writable());
    }
}
