package dev.parlando.audio.telephony.carrier;

import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.internal.json.JsonText;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The codec of Plivo's {@code <Stream bidirectional="true" keepCallAlive="true" contentType="audio/x-mulaw;rate=8000">}. The
 * format is &micro;-law at 8 kHz, or linear samples at 8 or 16 kHz.
 *
 * <p>A mark is a checkpoint of Plivo, which answers it with {@code playedStream}. Plivo does not document the byte order of
 * linear samples; the default is little-endian.
 *
 * <p>Threading: as {@link CarrierCodec}.
 */
public final class PlivoCodec extends JsonCarrierCodec {
    private final ByteOrder byteOrder;

    /** Creates the codec of one call. */
    public PlivoCodec() {
        this(ByteOrder.LITTLE_ENDIAN);
    }

    /** Creates the codec of one call with another order of the bytes of linear samples. */
    public PlivoCodec(ByteOrder byteOrder) {
        super("Plivo", "streamId");
        this.byteOrder = Objects.requireNonNull(byteOrder, "byteOrder");
    }

    @Override
    @Nullable
    CallStart readStart(MessageFields message) {
        MessageFields start = message.object("start");
        MediaFormat media = readFormat(start.object("mediaFormat"), "sampleRate", byteOrder);
        String streamId = start.text("streamId");
        if (media == null || streamId == null) {
            return null;
        }
        Map<String, String> parameters = new LinkedHashMap<>(message.texts("extra_headers"));
        message.object("extra_headers").addTexts(parameters);
        return new CallStart(start.text("callId"), streamId, media, media, parameters);
    }

    @Override
    void onEvent(String event, MessageFields message, CarrierEvents events) {
        switch (event) {
            case "media" -> onMedia(message.object("media"), events);
            case "dtmf" -> onDtmf(message.object("dtmf"), events);
            case "playedStream" -> onMark(message.text("name"), events);
            case "stop" -> events.onStop();
            default -> {
                // Such as "clearedAudio".
            }
        }
    }

    @Override
    MediaMessage newMediaMessage(CallStart started) {
        MediaFormat format = started.outgoing();
        String type =
                switch (format.encoding()) {
                    case ULAW -> "audio/x-mulaw";
                    case ALAW -> "audio/x-alaw";
                    case LINEAR16 -> "audio/x-l16";
                };
        return new MediaMessage(
                "{\"event\":\"playAudio\",\"media\":{\"contentType\":\"" + type + "\",\"sampleRate\":"
                        + format.sampleRateHz() + ",\"payload\":\"",
                "\"}}");
    }

    @Override
    public void writeMark(String id, CarrierSocket socket) {
        write(
                "{\"event\":\"checkpoint\",\"streamId\":" + quotedStreamId() + ",\"name\":" + JsonText.quote(id) + "}",
                socket);
    }

    @Override
    public void writeClear(CarrierSocket socket) {
        write("{\"event\":\"clearAudio\",\"streamId\":" + quotedStreamId() + "}", socket);
    }
}
