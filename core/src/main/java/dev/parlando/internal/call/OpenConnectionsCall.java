package dev.parlando.internal.call;

import dev.parlando.error.ParlandoException;

/** A call that completes when connections opened ahead of use are ready. Owned by the event loop. */
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
