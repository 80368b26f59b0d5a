package dev.parlando.audio.telephony.asterisk;

import dev.parlando.audio.internal.pace.SerialExecutor;
import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.audio.telephony.Packet;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.internal.event.BackgroundLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection of Asterisk, from the first byte until either side has hung up.
 *
 * <p>Threading: the thread of the server reads and checks the time; {@link #send} is called on a pace thread, the other
 * methods on any.
 */
final class AudioSocketConnection implements AudioSocketReader.Messages {
    private static final System.Logger LOG = System.getLogger(AudioSocketServer.class.getName());
    private static final int UUID_BYTES = 16;
    /** The audio that may wait for the listener, which is a second. Digits and the end are never dropped for it. */
    private static final int MAX_PENDING_AUDIO = 50;
    /** The length of 20 ms of &micro;-law, which Asterisk may send as 16-bit samples. */
    private static final int ULAW_BYTES = 160;

    /** The services of the thread that owns the connection. */
    interface Loop {
        /** Returns the time in nanoseconds. */
        long nanoTime();

        /** Requests {@link #writePending} once the socket is writable. */
        void requestWrite(AudioSocketConnection connection);

        /** Closes the socket soon. */
        void close(AudioSocketConnection connection);
    }

    /** The end of a call; the error is null after a hang-up. */
    private record End(@Nullable ParlandoException error) {}

    private final SocketChannel channel;
    private final InetSocketAddress peer;
    private final AudioSocketSettings settings;
    private final AudioSocketHandler handler;
    private final Loop loop;
    private final SerialExecutor events;
    private final AudioSocketReader reader = new AudioSocketReader(this);
    private final AudioSocketWriter writer;
    private final AtomicReference<@Nullable End> end = new AtomicReference<>();
    private final AtomicReference<@Nullable TelephoneLeg> leg = new AtomicReference<>();
    private final AtomicInteger pendingAudio = new AtomicInteger();
    private final AtomicLong packetsSent = new AtomicLong();
    private final AtomicLong packetsDropped = new AtomicLong();
    private final AtomicLong messagesReceived = new AtomicLong();
    private volatile @Nullable AudioSocketCall call;
    private volatile @Nullable AudioSocketListener listener;
    private volatile long lastActivityNanos;
    private boolean ulawLogged;

    AudioSocketConnection(
            SocketChannel channel,
            InetSocketAddress peer,
            AudioSocketSettings settings,
            AudioSocketHandler handler,
            Loop loop,
            SerialExecutor events) {
        this.channel = channel;
        this.peer = peer;
        this.settings = settings;
        this.handler = handler;
        this.loop = loop;
        this.events = events;
        this.writer = new AudioSocketWriter(channel, () -> loop.requestWrite(this));
        this.lastActivityNanos = loop.nanoTime();
    }

    SocketChannel channel() {
        return channel;
    }

    InetSocketAddress peer() {
        return peer;
    }

    MediaFormat format() {
        return settings.format();
    }

    /** Reads the bytes that have arrived. */
    void read(ByteBuffer buffer) throws IOException {
        int count = channel.read(buffer.clear());
        if (count < 0) {
            onClosed();
        } else if (count > 0 && end.get() == null) {
            if (call != null) { // The UUID as a whole has the limit, however slowly it arrives.
                lastActivityNanos = loop.nanoTime();
            }
            reader.read(buffer.flip());
        }
    }

    /**
     * Ends the call because the connection has ended. Asterisk closes it when the caller hangs up. That resets it, since
     * there is nearly always unread audio.
     */
    void onClosed() {
        if (call == null) {
            fail(error("closed the connection before it sent a UUID"));
        } else {
            end(null);
            loop.close(this);
        }
    }

    @Override
    public void onHeader(int kind, int payloadBytes) {
        if (call == null) {
            boolean valid =
                    kind == AudioSocketKind.HANG_UP || (kind == AudioSocketKind.UUID && payloadBytes == UUID_BYTES);
            check(valid, "started with " + describe(kind, payloadBytes) + " instead of a UUID of 16 bytes");
        } else {
            boolean valid =
                    switch (kind) {
                        case AudioSocketKind.HANG_UP -> payloadBytes == 0;
                        case AudioSocketKind.DIGIT -> payloadBytes == 1;
                        case AudioSocketKind.ERROR -> true;
                        default -> AudioSocketKind.isAudio(kind);
                    };
            check(valid, "sent an invalid message: " + describe(kind, payloadBytes));
        }
    }

    private static String describe(int kind, int payloadBytes) {
        return "kind 0x%02x with %d bytes".formatted(kind, payloadBytes);
    }

    private void check(boolean valid, String problem) {
        if (!valid) {
            throw error(problem);
        }
    }

    private TransportException error(String problem) {
        return error(problem, null);
    }

    private TransportException error(String problem, @Nullable Throwable cause) {
        AudioSocketCall known = call;
        String name = known == null ? "" : " in call " + known.uuid();
        return new TransportException(
                "the AudioSocket peer " + peer + " " + problem + name, cause, RequestProgress.PROCESSED);
    }

    @Override
    public void onMessage(int kind, ByteBuffer payload) {
        messagesReceived.incrementAndGet();
        switch (kind) {
            case AudioSocketKind.HANG_UP -> onClosed();
            case AudioSocketKind.UUID -> onUuid(new UUID(payload.getLong(0), payload.getLong(Long.BYTES)));
            case AudioSocketKind.DIGIT -> {
                char digit = (char) (payload.get(0) & 0x7F);
                dispatch(target -> target.onDigit(digit));
            }
            case AudioSocketKind.ERROR -> throw error("reported error " + hex(payload));
            default -> onAudio(kind, payload);
        }
    }

    private static String hex(ByteBuffer payload) {
        return payload.hasRemaining() ? "0x%02x".formatted(payload.get(0)) : "without a code";
    }

    private void onUuid(UUID uuid) {
        AudioSocketCall accepted = new AudioSocketCall(this, uuid);
        call = accepted;
        events.execute(() -> {
            try {
                handler.onCall(accepted);
            } catch (Throwable thrown) {
                LOG.log(System.Logger.Level.WARNING, "the handler of AudioSocket calls failed for " + uuid, thrown);
                fail(error("was refused, since the handler failed", thrown));
            }
        });
    }

    private void onAudio(int kind, ByteBuffer payload) {
        if (kind == AudioSocketKind.FIRST_AUDIO && payload.remaining() == ULAW_BYTES && !ulawLogged) {
            ulawLogged = true;
            AudioSocketCall known = call;
            BackgroundLog.write(() -> LOG.log(
                    System.Logger.Level.WARNING,
                    "Asterisk sends 160 bytes per packet in call " + (known == null ? "" : known.uuid())
                            + ", probably µ-law marked as 16-bit samples; dial AudioSocket/…/c(slin)"));
        }
        if (listener != null && pendingAudio.get() < MAX_PENDING_AUDIO) {
            byte[] samples = new byte[payload.remaining()];
            payload.get(samples);
            int rateHz = AudioSocketKind.sampleRateHz(kind);
            pendingAudio.incrementAndGet();
            dispatch(target -> {
                pendingAudio.decrementAndGet();
                target.onAudio(ByteBuffer.wrap(samples).asReadOnlyBuffer(), rateHz);
            });
        }
    }

    private void dispatch(Consumer<AudioSocketListener> event) {
        events.execute(() -> {
            AudioSocketListener target = listener;
            if (target != null) {
                try {
                    event.accept(target);
                } catch (Throwable thrown) {
                    LOG.log(System.Logger.Level.WARNING, "a listener of an AudioSocket call failed", thrown);
                }
            }
        });
    }

    void listener(AudioSocketListener added) {
        listener = added;
    }

    void attach(TelephoneLeg added) {
        leg.set(added);
        End ended = end.get();
        if (ended != null) {
            endLeg(ended);
        }
    }

    private void endLeg(End reason) {
        TelephoneLeg attached = leg.getAndSet(null);
        if (attached == null) {
            return;
        }
        ParlandoException error = reason.error();
        if (error == null) {
            attached.close();
        } else {
            attached.fail(error.copy());
        }
    }

    /** Sends a packet, or drops it. */
    void send(Packet packet) {
        End ended = end.get();
        if (ended != null) {
            throw ended.error() == null
                    ? error("is no longer connected")
                    : ended.error().copy();
        }
        int payloadBytes = packet.payloadBytes();
        ByteBuffer message = packet.buffer(AudioSocketReader.HEADER_BYTES);
        int at = message.position();
        message.put(at, (byte) settings.kind())
                .put(at + 1, (byte) (payloadBytes >> Byte.SIZE))
                .put(at + 2, (byte) payloadBytes);
        try {
            if (writer.send(message)) {
                packetsSent.incrementAndGet();
                lastActivityNanos = loop.nanoTime();
            } else {
                packetsDropped.incrementAndGet();
            }
        } catch (IOException closed) {
            onClosed();
        }
    }

    boolean isWritable() {
        return end.get() != null || writer.isWritable();
    }

    /** Writes the rest of a message and returns whether none is left. */
    boolean writePending() throws IOException {
        lastActivityNanos = loop.nanoTime();
        return writer.writePending();
    }

    /** Hangs up; Asterisk then closes the connection. */
    void hangUp() {
        end(null);
        try {
            writer.hangUp();
        } catch (IOException alreadyClosed) {
            loop.close(this);
        }
    }

    /** Ends a call on which nothing was received or sent for the limit. */
    void checkTime(long nowNanos) {
        Duration limit = settings.timeout();
        if (nowNanos - lastActivityNanos >= limit.toNanos()) {
            String problem = call == null ? "sent no UUID" : "sent nothing and accepted nothing";
            fail(error(problem + " for " + limit.toMillis() + " ms"));
        }
    }

    /** Ends the call with an error and closes the connection. */
    void fail(ParlandoException error) {
        end(error);
        loop.close(this);
    }

    private void end(@Nullable ParlandoException error) {
        End reason = new End(error);
        if (!end.compareAndSet(null, reason)) {
            return;
        }
        endLeg(reason);
        if (call != null) {
            dispatch(target -> target.onEnd(error));
        } else if (error != null) {
            BackgroundLog.write(() -> LOG.log(System.Logger.Level.WARNING, error.getMessage()));
            events.execute(() -> refuse(error));
        }
    }

    private void refuse(ParlandoException error) {
        try {
            handler.onRefused(peer, error);
        } catch (Throwable thrown) {
            LOG.log(System.Logger.Level.WARNING, "the handler of AudioSocket calls failed for " + peer, thrown);
        }
    }

    AudioSocketStatistics statistics() {
        return new AudioSocketStatistics(packetsSent.get(), packetsDropped.get(), messagesReceived.get());
    }
}
