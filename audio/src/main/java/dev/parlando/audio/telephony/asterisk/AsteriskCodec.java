package dev.parlando.audio.telephony.asterisk;

import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.audio.telephony.Packet;
import dev.parlando.audio.telephony.carrier.CallStart;
import dev.parlando.audio.telephony.carrier.CarrierCodec;
import dev.parlando.audio.telephony.carrier.CarrierEvents;
import dev.parlando.audio.telephony.carrier.CarrierSession;
import dev.parlando.audio.telephony.carrier.CarrierSocket;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.websocket.WebSocketClose;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The codec of Asterisk's WebSocket channel driver, chan_websocket. &micro;-law passes through Asterisk untouched, and
 * Asterisk itself times the packets and fills gaps with silence.
 *
 * <p>Audio is sent in binary messages. Their length must be a multiple of Asterisk's frame, which is 20 ms unless the
 * dial string asks for another, since Asterisk drops the rest of a message. A clear flushes Asterisk's queue. While the
 * queue is full, Asterisk stops the audio (XOFF), and the sink is not writable.
 *
 * <p>Both formats of text messages are supported; the first event decides. The id of the stream is Asterisk's connection
 * id. {@link CallStart#parameters()} has the fields of {@code MEDIA_START} and, with JSON, the channel variables.
 *
 * <p>Source: Asterisk's documentation of the WebSocket channel driver, and {@code chan_websocket.c}.
 *
 * <p>Threading: as {@link CarrierCodec}.
 */
public final class AsteriskCodec implements CarrierCodec {
    /** Asterisk closes the connection for longer messages. */
    static final int MAX_MEDIA_BYTES = 65_500;

    /** The state after {@code MEDIA_START}. */
    private record Started(CallStart call, ControlFormat format, int frameBytes) {}

    private volatile @Nullable Started started;
    private volatile boolean queueFull;

    /** Creates the codec of one call. */
    public AsteriskCodec() {}

    @Override
    public void readText(ByteBuffer utf8, CarrierEvents events) {
        Objects.requireNonNull(events, "events");
        ControlMessage message = ControlMessage.read(utf8);
        if (message == null) {
            events.onViolation(WebSocketClose.INVALID_PAYLOAD, "Asterisk sent a malformed event");
            return;
        }
        switch (message.name()) {
            case "MEDIA_START" -> onStart(message, events);
            case "MEDIA_XOFF" -> queueFull = true;
            case "MEDIA_XON" -> queueFull = false;
            case "DTMF_END" -> onDigit(message.fields().get("digit"), events);
            case "MEDIA_MARK_PROCESSED" -> onMark(message.fields().get("correlation_id"), events);
            default -> {
                // Such as STATUS, and events of later versions.
            }
        }
    }

    private void onStart(ControlMessage message, CarrierEvents events) {
        if (started != null) {
            events.onViolation(WebSocketClose.PROTOCOL_ERROR, "Asterisk started the media twice");
            return;
        }
        String name = String.valueOf(message.fields().get("format"));
        MediaFormat format = format(name);
        int frameBytes = number(message.fields().get("optimal_frame_size"));
        if (format == null || frameBytes < 1) {
            events.onViolation(
                    WebSocketClose.UNSUPPORTED_DATA,
                    "Asterisk started media of the format " + name.replaceAll("\\p{Cntrl}", "?")
                            + ", which is unsupported; dial c(ulaw), c(alaw) or c(slin)");
            return;
        }
        Map<String, String> parameters = new LinkedHashMap<>(message.fields());
        parameters.putAll(message.variables());
        parameters.remove("event");
        CallStart call = new CallStart(
                message.fields().get("channel_id"), message.fields().get("connection_id"), format, format, parameters);
        started = new Started(call, message.format(), frameBytes);
        events.onStart(call);
    }

    /** Returns the format of a codec of Asterisk, whose linear samples have the byte order of the machine. */
    private static @Nullable MediaFormat format(String name) {
        return switch (name) {
            case "ulaw" -> MediaFormat.ULAW_8000;
            case "alaw" -> MediaFormat.ALAW_8000;
            case "slin" -> linear16(8000);
            case "slin12", "slin16", "slin24", "slin32", "slin48" -> linear16(1000 * number(name.substring(4)));
            case "slin44" -> linear16(44_100);
            default -> null;
        };
    }

    private static MediaFormat linear16(int sampleRateHz) {
        return MediaFormat.linear16(sampleRateHz, ByteOrder.LITTLE_ENDIAN);
    }

    private static int number(@Nullable String digits) {
        try {
            return digits == null ? -1 : Integer.parseInt(digits);
        } catch (NumberFormatException notWhole) {
            return -1;
        }
    }

    private static void onDigit(@Nullable String digit, CarrierEvents events) {
        if (digit != null) {
            events.onDtmf(digit);
        }
    }

    private static void onMark(@Nullable String id, CarrierEvents events) {
        if (id != null) {
            events.onMark(id);
        }
    }

    @Override
    public void readBinary(ByteBuffer bytes, CarrierEvents events) {
        Objects.requireNonNull(bytes, "bytes");
        Objects.requireNonNull(events, "events");
        if (started != null && events.receivesMedia()) {
            events.onMedia(bytes);
        }
    }

    @Override
    public boolean isWritable() {
        return !queueFull;
    }

    @Override
    public String subprotocol() {
        return "media";
    }

    @Override
    public void writeMedia(Packet packet, CarrierSocket socket) {
        Objects.requireNonNull(packet, "packet");
        Objects.requireNonNull(socket, "socket");
        int frameBytes = requireStarted().frameBytes();
        if (packet.payloadBytes() % frameBytes != 0 || packet.payloadBytes() > MAX_MEDIA_BYTES) {
            throw new InvalidRequestException(
                    "ptimeMillis",
                    "Asterisk needs multiples of " + frameBytes + " bytes, up to " + MAX_MEDIA_BYTES
                            + ", and a packet has " + packet.payloadBytes());
        }
        socket.sendBinary(packet.buffer(0));
    }

    private Started requireStarted() {
        Started state = started;
        if (state == null) {
            throw new IllegalStateException("Asterisk has not started the media yet");
        }
        return state;
    }

    /**
     * {@inheritDoc}
     *
     * @throws InvalidRequestException if the id has a space or a control character, or is so long that Asterisk would ignore
     *     the command
     */
    @Override
    public void writeMark(String id, CarrierSocket socket) {
        Objects.requireNonNull(socket, "socket");
        if (!id.matches("[^\\s\\p{Cntrl}]+")) {
            throw new InvalidRequestException("id", "a mark of Asterisk needs an id without spaces");
        }
        String command = ControlMessage.command(requireStarted().format(), "MARK_MEDIA", id);
        if (command.getBytes(StandardCharsets.UTF_8).length > ControlMessage.MAX_COMMAND_BYTES) {
            throw new InvalidRequestException(
                    "id", "the id of a mark is too long for Asterisk; use up to 64 characters");
        }
        write(command, socket);
    }

    @Override
    public void writeClear(CarrierSocket socket) {
        Objects.requireNonNull(socket, "socket");
        write(ControlMessage.command(requireStarted().format(), "FLUSH_MEDIA", null), socket);
    }

    private static void write(String command, CarrierSocket socket) {
        socket.sendText(ByteBuffer.wrap(command.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Sends a command for a call, such as to hold it.
     *
     * @throws InvalidRequestException if the call is not one of Asterisk
     * @throws IllegalStateException before the listener's {@code onStart}
     */
    public static void send(CarrierSession session, AsteriskCommand command) {
        Objects.requireNonNull(command, "command");
        if (!(session.codec() instanceof AsteriskCodec codec)) {
            throw new InvalidRequestException("session", "is not a call of Asterisk");
        }
        session.sendText(ControlMessage.command(codec.requireStarted().format(), command.name(), null));
    }
}
