package dev.parlando.offline.sockets;

import dev.parlando.offline.generation.SocketChunk;
import dev.parlando.offline.generation.SocketSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The step that sends the audio that a context holds back, and then a message. Confined to the event loop. */
final class RestStep implements ContextStep {
    private final OfflineSocketConnection connection;
    private final Supplier<SocketSource> rest;
    private final @Nullable String contextId;
    private final Runnable then;
    private @Nullable ContextJob job;

    RestStep(
            OfflineSocketConnection connection,
            Supplier<SocketSource> rest,
            @Nullable String contextId,
            Runnable then) {
        this.connection = connection;
        this.rest = rest;
        this.contextId = contextId;
        this.then = then;
    }

    @Override
    public void start(Runnable onEnd) {
        job = connection.start(rest, new ContextJob.Owner() {
            @Override
            public void onChunk(SocketChunk chunk) {
                connection.sendAudio(chunk, contextId);
            }

            @Override
            public void onEnd(@Nullable Throwable failure) {
                then.run();
                onEnd.run();
            }
        });
    }

    @Override
    public void cancel() {
        if (job != null) {
            job.cancel();
        }
    }

    @Override
    public void writable() {
        if (job != null) {
            job.writable();
        }
    }
}
