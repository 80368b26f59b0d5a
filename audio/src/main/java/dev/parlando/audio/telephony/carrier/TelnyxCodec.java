package dev.parlando.audio.telephony.carrier;

import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.internal.json.JsonText;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The codec of Telnyx media streaming. Start the stream with {@code stream_bidirectional_mode} set to {@code rtp}, since
 * Telnyx expects MP3 files otherwise, and with the codec PCMU, PCMA or L16, which is big-endian.
 *
 * <p>Source: <a href="https://developers.telnyx.com/api-reference/websockets/stream-call-media-over-websocket">Telnyx,
 * stream call media over WebSocket</a>.
 *
 * <p>Threading: as {@link CarrierCodec}.
 */
public final class TelnyxCodec extends JsonCarrierCodec {
    private final @Nullable MediaFormat outgoing;

    /** Creates the codec of one call, whose outgoing audio has the format of the incoming one. */
    public TelnyxCodec() {
        super("Telnyx", "stream_id");
        outgoing = null;
    }

    /** Creates the codec of one call with the format that was set as {@code stream_bidirectional_codec}. */
    public TelnyxCodec(MediaFormat outgoing) {
        super("Telnyx", "stream_id");
        this.outgoing = Objects.requireNonNull(outgoing, "outgoing");
    }

    @Override
    @Nullable
    CallStart readStart(MessageFields message) {
        MessageFields start = message.object("start");
        MediaFormat incoming = readFormat(start.object("media_format"), "sample_rate", ByteOrder.BIG_ENDIAN);
        MediaFormat chosen = outgoing == null ? incoming : outgoing;
        String streamId = message.text("stream_id");
        if (chosen == null || streamId == null) {
            return null;
        }
        Map<String, String> parameters = start.texts("from", "to", "client_state");
        start.object("custom_parameters").addTexts(parameters);
        return new CallStart(start.text("call_control_id"), streamId, incoming, chosen, parameters);
    }

    @Override
    void onEvent(String event, MessageFields message, CarrierEvents events) {
        switch (event) {
            case "media" -> onInboundMedia(message.object("media"), events);
            case "dtmf" -> onDtmf(message.object("dtmf"), events);
            case "mark" -> onMark(message.object("mark").text("name"), events);
            case "error" -> {
                MessageFields error = message.object("payload");
                events.onCarrierError("Telnyx error " + error.text("code") + ": " + error.text("title"));
            }
            case "stop" -> events.onStop();
            default -> {
                // Such as "connected".
            }
        }
    }

    @Override
    MediaMessage newMediaMessage(CallStart started) {
        return new MediaMessage("{\"event\":\"media\",\"media\":{\"payload\":\"", "\"}}");
    }

    @Override
    public void writeMark(String id, CarrierSocket socket) {
        write("{\"event\":\"mark\",\"mark\":{\"name\":" + JsonText.quote(id) + "}}", socket);
    }

    @Override
    public void writeClear(CarrierSocket socket) {
        write("{\"event\":\"clear\"}", socket);
    }
}
