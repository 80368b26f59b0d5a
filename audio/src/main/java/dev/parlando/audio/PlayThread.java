package dev.parlando.audio;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.playback.AudioSink;
import dev.parlando.error.EngineClosedException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs the thread {@code parlando-play-n}, which owns a player's sink and plays its utterances in order.
 *
 * <p>Threading: any thread may add, wake and close. Utterances stay in the queue until they are over.
 */
final class PlayThread {
    /** A device that hangs in its driver must not hang the caller of close; the thread is a daemon. */
    private static final long CLOSE_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private final AudioSink sink;
    private final @Nullable PcmFormat usualFormat;
    private final Turn turn;
    private final Queue<Utterance> utterances = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run);
    private volatile boolean closed;

    PlayThread(AudioSink sink, SinkGate gate, int prefillMillis, @Nullable PcmFormat usualFormat) {
        this.sink = sink;
        this.usualFormat = usualFormat;
        this.turn = new Turn(sink, gate, prefillMillis);
        thread.setName("parlando-play-" + thread.getId());
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /**
     * Adds an utterance to play after all that were added before.
     *
     * @throws EngineClosedException if the player is closed
     */
    void add(Utterance utterance) {
        utterances.add(utterance);
        // Looked at after adding: either this sees that it is closed, or the closing thread sees the utterance.
        if (closed) {
            utterances.remove(utterance);
            throw playerClosed();
        }
        wake();
    }

    void wake() {
        LockSupport.unpark(thread);
    }

    private void run() {
        openAhead();
        while (!closed) {
            Utterance next = utterances.peek();
            if (next == null) {
                LockSupport.park(this);
            } else {
                turn.play(next);
                utterances.remove(next);
            }
        }
        sink.close();
    }

    /** Opens the sink before anything is said, if asked for; that takes tens of milliseconds the first time. */
    private void openAhead() {
        if (usualFormat == null) {
            return;
        }
        try {
            sink.open(usualFormat);
        } catch (RuntimeException e) {
            // The first utterance tries again and reports it.
            System.getLogger(PlayThread.class.getName()).log(System.Logger.Level.DEBUG, "not opened ahead", e);
        }
    }

    /** Ends all utterances and waits until the sink is closed, except on the play thread itself. */
    void close() {
        closed = true;
        for (Utterance utterance : utterances) {
            utterance.end(playerClosed());
        }
        wake();
        if (Thread.currentThread() != thread) {
            awaitEnd();
            // Does nothing, unless a device hangs and its utterance with it.
            utterances.forEach(utterance -> utterance.finish(null));
        }
    }

    private void awaitEnd() {
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static EngineClosedException playerClosed() {
        return new EngineClosedException("the player is closed");
    }
}
