package dev.parlando.audio.telephony.carrier;

import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.audio.telephony.Packet;
import dev.parlando.internal.json.JsonText;
import dev.parlando.internal.websocket.WebSocketClose;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part that the JSON dialects share: messages with the field {@code event}, and audio in Base64.
 *
 * <p>Threading: as {@link CarrierCodec}.
 */
abstract class JsonCarrierCodec implements CarrierCodec {
    private static final int DEFAULT_RATE_HZ = 8000;

    private final String carrier;
    private final String streamIdField;
    private @Nullable CallStart start;
    private volatile @Nullable MediaMessage mediaMessage;

    /** Creates a codec for a carrier whose messages name their stream in the given field. */
    JsonCarrierCodec(String carrier, String streamIdField) {
        this.carrier = carrier;
        this.streamIdField = streamIdField;
    }

    @Override
    public final void readText(ByteBuffer utf8, CarrierEvents events) {
        Map<String, Object> fields = JsonText.readObject(utf8);
        MessageFields message = new MessageFields(fields == null ? Map.of() : fields);
        String event = message.text("event");
        if (event == null) {
            violation(events, WebSocketClose.INVALID_PAYLOAD, "sent a message that is not a JSON object with an event");
            return;
        }
        if (event.equals("start")) {
            onStart(message, events);
            return;
        }
        String streamId = message.text(streamIdField);
        if (start != null && streamId != null && !streamId.equals(start.streamId())) {
            violation(events, WebSocketClose.PROTOCOL_ERROR, "sent a message of another stream");
        } else if (start != null || !event.equals("media")) {
            onEvent(event, message, events);
        }
    }

    private void onStart(MessageFields message, CarrierEvents events) {
        if (start != null) {
            violation(events, WebSocketClose.PROTOCOL_ERROR, "started the stream twice");
            return;
        }
        CallStart started = readStart(message);
        if (started == null) {
            violation(
                    events,
                    WebSocketClose.UNSUPPORTED_DATA,
                    "started a stream without an id, or in an unsupported media format; use mono G.711 or L16");
            return;
        }
        start = started;
        mediaMessage = newMediaMessage(started);
        events.onStart(started);
    }

    /** Reports a fault of the carrier. */
    final void violation(CarrierEvents events, int closeCode, String problem) {
        events.onViolation(closeCode, carrier + " " + problem);
    }

    @Override
    public final void readBinary(ByteBuffer bytes, CarrierEvents events) {
        Objects.requireNonNull(bytes, "bytes");
        violation(events, WebSocketClose.UNSUPPORTED_DATA, "sent a binary message; its messages are JSON");
    }

    /** Reads the start message; returns null if its stream cannot be used. */
    abstract @Nullable CallStart readStart(MessageFields message);

    /** Reads any other message, which is audio only after the start. */
    abstract void onEvent(String event, MessageFields message, CarrierEvents events);

    /** Returns the message that carries audio. */
    abstract MediaMessage newMediaMessage(CallStart started);

    /**
     * Reads the media format of the start message; returns null if it is unsupported. Without an encoding, it is &micro;-law, and
     * without a rate, 8 kHz.
     *
     * @param rateField the name of the field of the sample rate
     * @param byteOrder the byte order of linear samples
     */
    static @Nullable MediaFormat readFormat(MessageFields format, String rateField, ByteOrder byteOrder) {
        String encoding = format.text("encoding");
        return MediaFormatNames.parse(
                encoding == null ? "PCMU" : encoding,
                format.number(rateField, DEFAULT_RATE_HZ),
                format.number("channels", 1),
                byteOrder);
    }

    /** Reads audio in Base64 unless it is an echo of the outbound track. */
    final void onInboundMedia(MessageFields media, CarrierEvents events) {
        if (!"outbound".equals(media.text("track"))) {
            onMedia(media, events);
        }
    }

    /** Reads audio in Base64. */
    final void onMedia(MessageFields media, CarrierEvents events) {
        if (!events.receivesMedia()) {
            return;
        }
        String payload = media.text("payload");
        try {
            events.onMedia(ByteBuffer.wrap(Base64.getDecoder().decode(payload == null ? "" : payload)));
        } catch (IllegalArgumentException notBase64) {
            violation(events, WebSocketClose.INVALID_PAYLOAD, "sent audio that is not Base64");
        }
    }

    /** Reads a mark. */
    final void onMark(@Nullable String id, CarrierEvents events) {
        if (id != null) {
            events.onMark(id);
        }
    }

    /** Reads a key that the caller pressed. */
    final void onDtmf(MessageFields dtmf, CarrierEvents events) {
        String digit = dtmf.text("digit");
        if (digit != null) {
            events.onDtmf(digit);
        }
    }

    @Override
    public final void writeMedia(Packet packet, CarrierSocket socket) {
        Objects.requireNonNull(packet, "packet");
        Objects.requireNonNull(socket, "socket");
        MediaMessage message = mediaMessage;
        if (message == null) {
            throw new IllegalStateException("the stream of the call has not started yet");
        }
        socket.sendText(message.encode(packet.buffer(0)));
    }

    /** Writes a message other than audio. */
    static void write(String json, CarrierSocket socket) {
        socket.sendText(ByteBuffer.wrap(json.getBytes(StandardCharsets.UTF_8)));
    }

    /** Returns the id of the stream as a JSON string. */
    final String quotedStreamId() {
        CallStart started = start;
        return JsonText.quote(started == null || started.streamId() == null ? "" : started.streamId());
    }
}
