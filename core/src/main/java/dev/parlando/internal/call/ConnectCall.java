package dev.parlando.internal.call;

import dev.parlando.error.ParlandoException;

/** Is the wait for connections that are opened ahead. Owned by the event loop. */
final class ConnectCall extends RingCall<Void> {
    private final int count;

    ConnectCall(int count, Lane lane) {
        super(lane);
        this.count = count;
    }

    @Override
    void start() {
        lane().openConnections(count).whenComplete((nothing, failure) -> {
            if (failure == null) {
                complete(() -> result().complete(null));
            } else {
                fail(ParlandoException.from(failure));
            }
        });
    }
}
