package dev.parlando.internal.call;

import dev.parlando.error.ParlandoException;

/** Is the wait for connections that are opened ahead. Owned by the event loop. */
final class OpenConnectionsCall extends SingleResultCall<Void> {
    private final int count;

    OpenConnectionsCall(int count, EventLoopShard shard) {
        super(shard);
        this.count = count;
    }

    @Override
    void start() {
        shard().openConnections(count).whenComplete((nothing, failure) -> {
            if (failure == null) {
                complete(() -> result().complete(null));
            } else {
                fail(ParlandoException.from(failure));
            }
        });
    }
}
