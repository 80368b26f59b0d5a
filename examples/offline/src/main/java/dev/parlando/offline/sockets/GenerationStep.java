package dev.parlando.offline.sockets;

import dev.parlando.offline.account.OfflineApiKey;
import dev.parlando.offline.generation.SocketChunk;
import dev.parlando.offline.generation.SocketSource;
import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.limits.ConcurrencySlots;
import dev.parlando.offline.voices.OfflineModel;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One generation: its price is charged to the key of the connection, and on a TTS socket it holds a slot of its model
 * group. Threading: confined to the event loop.
 */
final class GenerationStep implements ContextStep {
    private final OfflineSocketConnection connection;
    private final Supplier<SocketSource> source;
    private final @Nullable String contextId;
    private final int cost;
    private ConcurrencySlots.@Nullable SlotRequest slot;
    private @Nullable ContextJob job;
    private Runnable onEnd = () -> {};
    private boolean charged;
    private boolean audioSent;
    private boolean cancelled;

    GenerationStep(
            OfflineSocketConnection connection,
            Supplier<SocketSource> source,
            @Nullable String contextId,
            String text) {
        this.connection = connection;
        this.source = source;
        this.contextId = contextId;
        String spoken = text.strip();
        cost = connection.options().model().cost(spoken.codePointCount(0, spoken.length()));
    }

    @Override
    public void start(Runnable whenEnded) {
        onEnd = whenEnded;
        try {
            connection.key().charge(cost);
            charged = true;
            submit();
        } catch (HttpErrorException refusal) {
            end(false);
            connection.fail(SocketErrorException.of(refusal));
        }
    }

    private void submit() {
        OfflineModel model = connection.options().model();
        if (connection.options().kind().isDialogue()) {
            run();
        } else {
            slot = connection.services().workspace().newSlotRequest(model.concurrencyGroup(), grant -> run());
            slot.submit();
        }
    }

    private void run() {
        job = connection.start(source, new ContextJob.Owner() {
            @Override
            public void onChunk(SocketChunk chunk) {
                audioSent = true;
                connection.sendAudio(chunk, contextId);
            }

            @Override
            public void onEnd(@Nullable Throwable failure) {
                end(failure == null && !cancelled);
                if (failure == null) {
                    onEnd.run();
                } else {
                    connection.fail(new SocketErrorException("internal_error", "The offline voice failed."));
                }
            }
        });
    }

    /** Returns the slot, and the credits if no audio was sent. */
    private void end(boolean served) {
        OfflineApiKey key = connection.key();
        if (charged && !audioSent) {
            key.refund(cost);
        }
        charged = false;
        if (slot != null) {
            slot.release(served);
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (job == null) {
            end(false);
        } else {
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
