package dev.parlando.internal.live.socket;

import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.LoopTimer;
import dev.parlando.internal.json.TimingJson;
import dev.parlando.transcript.SpeechTiming;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.EventExecutor;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One context on a connection: the speech of one turn. It counts as open at the service from its first message until the
 * service has reported its end, also after the client has closed it.
 *
 * <p>Threading: owned by the event loop.
 */
final class SocketContext {
    /** Half of the time after which the service ends a context without messages. */
    static final long SPEECH_KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(SocketTarget.INACTIVITY_SECONDS) / 2;
    /** Half of the time that dialogue has for all connections. */
    static final long DIALOGUE_KEEP_ALIVE_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Time after which the end of an abandoned context is no longer expected. */
    static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(15);

    /** A receiver of the events of a context. No method is called after {@link #onFinal} or {@link #onLost}. */
    interface Listener {
        /** Called when messages can be sent. */
        void onConnected();

        /** Called with audio, which the callee must release. */
        void onAudio(ByteBuf audio);

        /** Called with the times of characters as the service counts them. */
        void onTimes(SpeechTiming relative);

        /** Called when all flushed text of a dialogue has been spoken. */
        void onTurnSpoken();

        /** Called when the service has ended the context. */
        void onFinal();

        /** Called when the connection has failed or could not be opened. */
        void onLost(ParlandoException error);
    }

    private enum State {
        /** No message was sent, so that the service has no such context. */
        NEW,
        OPEN,
        /** The last message was sent. */
        ENDING,
        /** The service has ended it. */
        ENDED
    }

    private final SocketConnection connection;
    private final ClientMessages messages;
    private final String id;
    private final byte[] idBytes;
    private final LoopTimer keepAliveTimer;
    private final LoopTimer drainTimer;
    private State state = State.NEW;
    private boolean started;
    private @Nullable Listener listener;
    private @Nullable SocketPermit permit;

    SocketContext(
            SocketConnection connection, ClientMessages messages, String id, EventExecutor loop, Listener listener) {
        this.connection = connection;
        this.messages = messages;
        this.id = id;
        this.idBytes = id.getBytes(StandardCharsets.US_ASCII);
        this.listener = listener;
        this.keepAliveTimer = new LoopTimer(loop, this::keepAlive);
        this.drainTimer = new LoopTimer(loop, this::onDrainTimeout);
    }

    byte[] idBytes() {
        return idBytes;
    }

    SocketConnection connection() {
        return connection;
    }

    /** Returns whether a stream receives the audio. */
    boolean isLive() {
        return listener != null;
    }

    /** Returns whether text was sent. */
    boolean isStarted() {
        return started;
    }

    /**
     * Sends text.
     *
     * @param generation permit that is returned when the service has ended the context; null for none
     */
    void send(String text, @Nullable SocketPermit generation) {
        if (!started) {
            started = true;
            state = State.OPEN;
            permit = generation;
            connection.send(messages.start(id));
        }
        connection.send(messages.text(text, id));
        restartKeepAlive();
    }

    /** Makes the service speak all text so far. */
    void flush() {
        connection.send(messages.flush(id));
        restartKeepAlive();
    }

    /** Sends the last message. */
    void end() {
        state = State.ENDING;
        keepAliveTimer.stop();
        connection.send(messages.end(id));
    }

    /** Ends the context and discards its audio from now on. */
    void abandon() {
        if (listener == null) {
            return;
        }
        listener = null;
        connection.setReading(true);
        if (state == State.NEW || !messages.kind().hasContexts()) {
            connection.discard(this);
            return;
        }
        if (state == State.OPEN) {
            end();
        }
        drainTimer.start(DRAIN_NANOS);
    }

    private void restartKeepAlive() {
        keepAliveTimer.start(messages.kind().isDialogue() ? DIALOGUE_KEEP_ALIVE_NANOS : SPEECH_KEEP_ALIVE_NANOS);
    }

    private void keepAlive() {
        connection.send(messages.keepAlive(id));
        restartKeepAlive();
    }

    /** The service has lost the context, which still occupies its place, or is generating text that has no listener. */
    private void onDrainTimeout() {
        releasePermit();
        connection.retire();
    }

    private void releasePermit() {
        if (permit != null) {
            permit.release();
            permit = null;
        }
    }

    void onConnected() {
        if (listener != null) {
            listener.onConnected();
        }
    }

    /** Called with a message for this context. */
    void onMessage(ServerMessage message) {
        Listener receiver = listener;
        ByteBuf audio = message.takeAudio();
        if (receiver == null) {
            if (audio != null) {
                audio.release();
            }
            return;
        }
        if (message.hasTimes()) {
            deliverTimes(message.withoutAudio(), receiver, audio);
        }
        if (audio != null) {
            connection.onAccepted();
            if (permit != null) {
                permit.onAccepted();
            }
            receiver.onAudio(audio);
        }
        if (message.isFinalForTurn()) {
            receiver.onTurnSpoken();
        }
    }

    private static void deliverTimes(byte[] json, Listener receiver, @Nullable ByteBuf audio) {
        try {
            TimingJson times = TimingJson.read(json, json.length);
            SpeechTiming timing = times == null ? null : times.timing();
            if (timing != null) {
                receiver.onTimes(timing);
            }
        } catch (Throwable thrown) {
            if (audio != null) {
                audio.release();
            }
            throw thrown;
        }
    }

    /** Ends the context without a report, and returns its listener. */
    @Nullable
    Listener close() {
        Listener receiver = listener;
        listener = null;
        state = State.ENDED;
        keepAliveTimer.stop();
        drainTimer.stop();
        releasePermit();
        return receiver;
    }
}
