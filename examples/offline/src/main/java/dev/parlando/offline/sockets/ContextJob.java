package dev.parlando.offline.sockets;

import dev.parlando.offline.calls.ResponsePacer;
import dev.parlando.offline.calls.SpeechContext;
import dev.parlando.offline.generation.SocketChunk;
import dev.parlando.offline.generation.SocketSource;
import dev.parlando.offline.synthesis.FreeTtsSynthesizer;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The processing of one source of a context: a worker runs a step, the event loop sends its message, and the next step
 * starts while the client reads.
 *
 * <p>Threading: all fields belong to the event loop, except the source, which belongs to the running step.
 */
final class ContextJob {
    private static final System.Logger LOG = System.getLogger(ContextJob.class.getName());

    /** The owner of a job. Called on the event loop. */
    interface Owner {
        /** Called with each message. */
        void onChunk(SocketChunk chunk);

        /** Called once when the job has ended, also after a cancellation. */
        void onEnd(@Nullable Throwable failure);
    }

    private final Supplier<SocketSource> opener;
    private final SocketPeer peer;
    private final SpeechContext context;
    private final Owner owner;
    private final ResponsePacer pacer;
    private @Nullable SocketSource source;
    private boolean stepRunning;
    private boolean waitingForClient;
    private boolean ended;
    /** Written on the event loop. Workers read it to skip work for a closed connection. */
    private volatile boolean cancelled;

    /**
     * Creates a job.
     *
     * @param opener opens the source; called on a worker
     */
    ContextJob(Supplier<SocketSource> opener, SocketPeer peer, SpeechContext context, Owner owner) {
        this.opener = opener;
        this.peer = peer;
        this.context = context;
        this.owner = owner;
        pacer = new ResponsePacer(context.time(), context.pace());
    }

    void start() {
        stepRunning = true;
        try {
            context.pool().execute(this::work);
        } catch (RejectedExecutionException e) {
            end(e);
        }
    }

    private Runnable work(Supplier<FreeTtsSynthesizer> synthesizer) {
        Runnable report = cancelled ? () -> end(null) : step(synthesizer);
        return () -> peer.execute(report);
    }

    private Runnable step(Supplier<FreeTtsSynthesizer> synthesizer) {
        try {
            SocketSource opened = source == null ? opener.get() : source;
            source = opened;
            SocketChunk chunk = opened.next(synthesizer.get());
            return chunk == null ? () -> end(null) : () -> send(chunk);
        } catch (RuntimeException | Error e) {
            return () -> end(e);
        }
    }

    private void send(SocketChunk chunk) {
        stepRunning = false;
        if (!chunk.isEmpty() && !cancelled) {
            owner.onChunk(chunk);
            pacer.recordSent(chunk.endSeconds());
        }
        proceed();
    }

    private void proceed() {
        if (cancelled) {
            end(null);
        } else if (!peer.isWritable()) {
            waitingForClient = true;
        } else if (pacer.delayNanos() > 0) {
            context.time().schedule(this::proceed, pacer.delayNanos());
        } else {
            start();
        }
    }

    /** Called when the client has read enough for more audio to be sent. */
    void writable() {
        if (waitingForClient) {
            waitingForClient = false;
            proceed();
        }
    }

    /** Stops the job, after the running step if there is one; it sends nothing more. */
    void cancel() {
        cancelled = true;
        if (!stepRunning) {
            end(null);
        }
    }

    private void end(@Nullable Throwable failure) {
        if (!ended) {
            ended = true;
            if (failure != null) {
                LOG.log(System.Logger.Level.DEBUG, "speech failed", failure);
            }
            owner.onEnd(failure);
        }
    }
}
