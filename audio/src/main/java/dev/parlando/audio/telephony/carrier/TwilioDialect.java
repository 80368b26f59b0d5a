package dev.parlando.audio.telephony.carrier;

import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.internal.json.JsonText;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of Twilio Media Streams, which other carriers have adopted.
 *
 * <p>Source: <a href="https://www.twilio.com/docs/voice/media-streams/websocket-messages">Twilio, WebSocket
 * messages</a>.
 */
abstract class TwilioDialect extends JsonCarrierCodec {
    TwilioDialect(String carrier) {
        super(carrier, "streamSid");
    }

    @Override
    final @Nullable CallStart readStart(MessageFields message) {
        MessageFields start = message.object("start");
        String streamId = message.text("streamSid") == null ? start.text("streamSid") : message.text("streamSid");
        MediaFormat media = readFormat(start.object("mediaFormat"), "sampleRate", ByteOrder.LITTLE_ENDIAN);
        if (media == null || streamId == null) {
            return null;
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        start.object("customParameters").addTexts(parameters);
        return new CallStart(start.text("callSid"), streamId, media, media, parameters);
    }

    @Override
    final void onEvent(String event, MessageFields message, CarrierEvents events) {
        switch (event) {
            case "media" -> onInboundMedia(message.object("media"), events);
            case "dtmf" -> onDtmf(message.object("dtmf"), events);
            case "mark" -> onMark(message.object("mark").text("name"), events);
            case "stop" -> events.onStop();
            default -> {
                // Such as "connected".
            }
        }
    }

    @Override
    final MediaMessage newMediaMessage(CallStart started) {
        return new MediaMessage(
                "{\"event\":\"media\",\"streamSid\":" + quotedStreamId() + ",\"media\":{\"payload\":\"", "\"}}");
    }

    @Override
    public final void writeMark(String id, CarrierSocket socket) {
        write(
                "{\"event\":\"mark\",\"streamSid\":" + quotedStreamId() + ",\"mark\":{\"name\":" + JsonText.quote(id)
                        + "}}",
                socket);
    }

    @Override
    public final void writeClear(CarrierSocket socket) {
        write("{\"event\":\"clear\",\"streamSid\":" + quotedStreamId() + "}", socket);
    }
}
