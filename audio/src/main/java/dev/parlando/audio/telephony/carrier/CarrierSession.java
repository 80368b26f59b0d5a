package dev.parlando.audio.telephony.carrier;

import dev.parlando.audio.internal.pace.SerialExecutor;
import dev.parlando.audio.telephony.LegListener;
import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.audio.telephony.Packet;
import dev.parlando.audio.telephony.PacketClock;
import dev.parlando.audio.telephony.QueueingPacketSink;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.internal.event.CallbackExecutor;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.internal.websocket.WebSocketClose;
import dev.parlando.speech.SpeechSource;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One call over the WebSocket of a carrier: it connects the socket, the carrier's dialect and the application.
 *
 * <p>A {@link CarrierServer} creates the sessions of its calls. An application with another WebSocket server creates one
 * for each connection, and passes on its messages and its end. It also sets a limit on the time until the start.
 *
 * <p>A malformed message ends its call with a close code and an error for the listener; other calls go on.
 *
 * <p>Threading: safe for use from any thread, except that one thread at a time passes messages on. It never blocks.
 */
public final class CarrierSession {
    private static final System.Logger LOG = System.getLogger(CarrierSession.class.getName());
    /** Limit on pending audio messages; 50 of 20 ms are a second. */
    private static final int MAX_PENDING_MEDIA = 50;

    private final CarrierCodec codec;
    private final CarrierSocket socket;
    private final CarrierListener listener;
    private final boolean receivesMedia;
    private final Executor queue;
    private final CodecEvents events = new CodecEvents();
    private final CallSink sink = new CallSink();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicBoolean failureLogged = new AtomicBoolean();
    private final AtomicInteger pendingMedia = new AtomicInteger();
    private volatile @Nullable CallStart start;
    private volatile @Nullable TelephoneLeg leg;
    private volatile @Nullable ParlandoException endError;

    /**
     * Creates the session of an open connection.
     *
     * @param codec dialect of the carrier, for this call only
     * @param executor runs the methods of the listener, and may use any number of threads
     */
    public CarrierSession(CarrierCodec codec, CarrierSocket socket, CarrierListener listener, Executor executor) {
        this(codec, socket, listener, new CallbackExecutor(Objects.requireNonNull(executor, "executor")));
    }

    CarrierSession(CarrierCodec codec, CarrierSocket socket, CarrierListener listener, CallbackExecutor callbacks) {
        this.codec = Objects.requireNonNull(codec, "codec");
        this.socket = Objects.requireNonNull(socket, "socket");
        this.listener = Objects.requireNonNull(listener, "listener");
        receivesMedia = listener.receivesMedia();
        queue = new SerialExecutor(callbacks);
    }

    /** Passes on a text message in UTF-8, whose bytes are read during the call. */
    public void onText(ByteBuffer utf8) {
        Objects.requireNonNull(utf8, "utf8");
        read(() -> codec.readText(utf8, events));
    }

    /** Passes on a binary message, whose bytes are read during the call. */
    public void onBinary(ByteBuffer bytes) {
        Objects.requireNonNull(bytes, "bytes");
        read(() -> codec.readBinary(bytes, events));
    }

    private void read(Runnable message) {
        if (ended.get()) {
            return;
        }
        try {
            message.run();
        } catch (Throwable thrown) {
            fail(WebSocketClose.INTERNAL_ERROR, "internal error", UnexpectedFailure.toException(thrown));
        }
    }

    /**
     * Passes on the end of the connection.
     *
     * @param error the failure that closed it; null if either side closed it properly
     */
    public void onClosed(@Nullable ParlandoException error) {
        end(error);
    }

    /**
     * Returns the start of the stream.
     *
     * @throws IllegalStateException before the listener's {@code onStart}
     */
    public CallStart start() {
        CallStart started = start;
        if (started == null) {
            throw new IllegalStateException("the stream of the call has not started yet; wait for onStart");
        }
        return started;
    }

    boolean hasStarted() {
        return start != null;
    }

    /** Ends a call whose stream has not started within a limit. */
    void onStartMissing(SocketAddress peer, Duration limit) {
        if (!hasStarted()) {
            String problem = peer + " connected, but sent no start of the stream for " + limit.toMillis() + " ms";
            fail(
                    WebSocketClose.POLICY_VIOLATION,
                    "no start",
                    new TransportException(problem, null, RequestProgress.PROCESSED));
        }
    }

    /**
     * Returns the destination of the call's audio. Its packets must have the format {@link CallStart#outgoing()}.
     * Closing it closes the connection.
     *
     * @throws IllegalStateException before the listener's {@code onStart}
     */
    public QueueingPacketSink sink() {
        start();
        return sink;
    }

    /**
     * Opens the leg of the call, with packets of 20 ms in the format {@link CallStart#outgoing()}, and attaches it.
     *
     * @param source the engine
     * @param clock the clock of all legs of the application
     * @param legListener receives the events of the leg
     * @throws IllegalStateException before the listener's {@code onStart}
     */
    public TelephoneLeg openLeg(SpeechSource source, PacketClock clock, LegListener legListener) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(legListener, "legListener");
        TelephoneLeg opened = TelephoneLeg.builder(source, clock, sink())
                .format(start().outgoing())
                .listener(legListener)
                .open();
        attach(opened);
        return opened;
    }

    /**
     * Attaches a leg that was built with the {@link #sink()}: it receives the marks that the carrier returns, and ends with
     * the connection, which in turn ends with the leg.
     */
    public void attach(TelephoneLeg opened) {
        leg = Objects.requireNonNull(opened, "opened");
        if (ended.get()) {
            endLeg();
        }
    }

    /** Returns the codec of the call. */
    public CarrierCodec codec() {
        return codec;
    }

    /** Sends a text message of the carrier's protocol that the codec does not write, such as a command to hold the call. */
    public void sendText(String message) {
        socket.sendText(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)));
        socket.flush();
    }

    /** Closes the connection. The carrier then continues with its own instructions, or hangs up. */
    public void close() {
        end(null);
        socket.close(WebSocketClose.NORMAL, "");
    }

    private void fail(int closeCode, String reason, ParlandoException error) {
        end(error); // First, since closing the socket reports its end.
        socket.close(closeCode, reason);
    }

    private void end(@Nullable ParlandoException error) {
        if (!ended.getAndSet(true)) {
            endError = error;
            endLeg();
            dispatch(() -> listener.onEnd(this, error));
        }
    }

    private void endLeg() {
        TelephoneLeg attached = leg;
        ParlandoException error = endError;
        if (attached != null && error != null) {
            attached.fail(error);
        } else if (attached != null) {
            attached.close();
        }
    }

    private void dispatch(Runnable event) {
        queue.execute(() -> {
            try {
                event.run();
            } catch (Throwable thrown) {
                if (!failureLogged.getAndSet(true)) {
                    LOG.log(System.Logger.Level.WARNING, "the listener of a call failed (logged once)", thrown);
                }
            }
        });
    }

    /** The receiver of the events that the codec reads. */
    private final class CodecEvents implements CarrierEvents {
        @Override
        public void onStart(CallStart started) {
            start = started;
            dispatchUnlessEnded(() -> listener.onStart(CarrierSession.this, started));
        }

        @Override
        public boolean receivesMedia() {
            return receivesMedia && pendingMedia.get() < MAX_PENDING_MEDIA;
        }

        @Override
        public void onMedia(ByteBuffer audio) {
            ByteBuffer copy = ByteBuffer.allocate(audio.remaining())
                    .put(audio.duplicate())
                    .flip();
            pendingMedia.incrementAndGet();
            dispatchUnlessEnded(() -> {
                pendingMedia.decrementAndGet();
                listener.onMedia(CarrierSession.this, copy.asReadOnlyBuffer());
            });
        }

        @Override
        public void onDtmf(String digit) {
            dispatchUnlessEnded(() -> listener.onDtmf(CarrierSession.this, digit));
        }

        @Override
        public void onMark(String id) {
            TelephoneLeg attached = leg;
            if (attached != null) {
                attached.confirmMark(id);
            }
            dispatchUnlessEnded(() -> listener.onMark(CarrierSession.this, id));
        }

        @Override
        public void onCarrierError(String message) {
            dispatchUnlessEnded(() -> listener.onCarrierError(CarrierSession.this, message));
        }

        private void dispatchUnlessEnded(Runnable event) {
            if (!ended.get()) {
                dispatch(event);
            }
        }

        @Override
        public void onStop() {
            close();
        }

        @Override
        public void onViolation(int closeCode, String problem) {
            fail(closeCode, problem, new TransportException(problem, null, RequestProgress.PROCESSED));
        }
    }

    /** The destination of the call's packets, which writes them in the carrier's dialect. */
    private final class CallSink implements QueueingPacketSink {
        @Override
        public MediaFormat format() {
            return CarrierSession.this.start().outgoing();
        }

        @Override
        public void send(Packet packet) {
            codec.writeMedia(packet, socket);
        }

        @Override
        public void sendMark(String id) {
            codec.writeMark(Objects.requireNonNull(id, "id"), socket);
        }

        @Override
        public void sendClear() {
            codec.writeClear(socket);
        }

        @Override
        public boolean isWritable() {
            return codec.isWritable() && socket.isWritable();
        }

        @Override
        public void flush() {
            socket.flush();
        }

        @Override
        public void close() {
            CarrierSession.this.close();
        }
    }
}
