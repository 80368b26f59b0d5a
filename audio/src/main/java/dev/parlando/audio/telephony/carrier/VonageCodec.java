package dev.parlando.audio.telephony.carrier;

import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.audio.telephony.Packet;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.json.JsonText;
import dev.parlando.internal.websocket.WebSocketClose;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The codec of Vonage's WebSocket endpoint. Audio is linear, little-endian, at 8, 16 or 24 kHz, in binary messages of exactly
 * 20 ms, so that the leg needs packets of 20 ms.
 *
 * <p>Vonage queues 3,072 messages, which is a minute; a lead window below that never fills the queue. It sends no id of the
 * call: add one to the {@code headers} of the NCCO, which arrive in {@link CallStart#parameters()}. A mark is a
 * notification of Vonage, which it returns when it has played the messages before it.
 *
 * <p>Source: <a href="https://developer.vonage.com/voice/voice-api/concepts/websockets">Vonage, WebSockets</a>.
 *
 * <p>Threading: as {@link CarrierCodec}.
 */
public final class VonageCodec implements CarrierCodec {
    private static final int MESSAGE_MILLIS = 20;
    private static final String MARK = "mark";

    private volatile @Nullable CallStart start;

    /** Creates the codec of one call. */
    public VonageCodec() {}

    @Override
    public void readText(ByteBuffer utf8, CarrierEvents events) {
        Map<String, Object> fields = JsonText.readObject(utf8);
        if (fields == null) {
            events.onViolation(WebSocketClose.INVALID_PAYLOAD, "Vonage sent a text message that is not a JSON object");
            return;
        }
        MessageFields message = new MessageFields(fields);
        switch (String.valueOf(message.text("event"))) {
            case "websocket:connected" -> onConnected(message, events);
            case "websocket:dtmf" -> {
                String digit =
                        message.text("digit") == null ? message.object("dtmf").text("digit") : message.text("digit");
                if (digit != null) {
                    events.onDtmf(digit);
                }
            }
            case "websocket:notify" -> {
                String id = message.object("payload").text(MARK);
                if (id != null) {
                    events.onMark(id);
                }
            }
            default -> {
                // Such as "websocket:cleared".
            }
        }
    }

    private void onConnected(MessageFields message, CarrierEvents events) {
        if (start != null) {
            events.onViolation(WebSocketClose.PROTOCOL_ERROR, "Vonage started the stream twice");
            return;
        }
        String type = message.text("content-type");
        MediaFormat format = MediaFormatNames.parse(String.valueOf(type), 0, 1, ByteOrder.LITTLE_ENDIAN);
        if (format == null || format.encoding() != MediaFormat.Encoding.LINEAR16) {
            events.onViolation(
                    WebSocketClose.UNSUPPORTED_DATA,
                    "Vonage started a stream in an unsupported media format; use audio/l16;rate=16000");
            return;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        message.addTexts(parameters);
        message.object("headers").addTexts(parameters);
        parameters.keySet().removeAll(List.of("event", "content-type"));
        CallStart started = new CallStart(null, null, format, format, parameters);
        start = started;
        events.onStart(started);
    }

    @Override
    public void readBinary(ByteBuffer bytes, CarrierEvents events) {
        Objects.requireNonNull(bytes, "bytes");
        if (Objects.requireNonNull(events, "events").receivesMedia() && start != null) {
            events.onMedia(bytes);
        }
    }

    @Override
    public void writeMedia(Packet packet, CarrierSocket socket) {
        Objects.requireNonNull(packet, "packet");
        Objects.requireNonNull(socket, "socket");
        CallStart started = start;
        if (started == null) {
            throw new IllegalStateException("the stream of the call has not started yet");
        }
        MediaFormat format = started.outgoing();
        int expectedBytes = format.samples(MESSAGE_MILLIS) * format.bytesPerSample();
        if (packet.payloadBytes() != expectedBytes) {
            throw new InvalidRequestException(
                    "ptime",
                    "Vonage needs packets of " + MESSAGE_MILLIS + " ms, which have " + expectedBytes + " bytes, not "
                            + packet.payloadBytes());
        }
        socket.sendBinary(packet.buffer(0));
    }

    @Override
    public void writeMark(String id, CarrierSocket socket) {
        JsonCarrierCodec.write(
                "{\"action\":\"notify\",\"payload\":{\"" + MARK + "\":" + JsonText.quote(id) + "}}", socket);
    }

    @Override
    public void writeClear(CarrierSocket socket) {
        JsonCarrierCodec.write("{\"action\":\"clear\"}", socket);
    }
}
