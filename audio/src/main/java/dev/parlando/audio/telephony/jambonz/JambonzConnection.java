package dev.parlando.audio.telephony.jambonz;

import dev.parlando.audio.internal.pace.SerialExecutor;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.SourceCheck;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.internal.json.JsonText;
import dev.parlando.internal.websocket.WebSocketClose;
import dev.parlando.internal.websocket.WebSocketConnection;
import dev.parlando.internal.websocket.WebSocketListener;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import dev.parlando.text.LiveTextSettings;
import dev.parlando.text.LiveTransport;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket of jambonz, which serves the utterances of a call. Its text is a live text, spoken with one request per
 * sentence, so that the flow-control windows bound the audio that jambonz has not read.
 *
 * <p>Threading: the methods of the listener are called on the event loop. All others run on a serial queue, which owns the
 * fields that are not volatile.
 */
final class JambonzConnection implements WebSocketListener {
    /** The default room is ample, since jambonz itself holds back more than 1,000 characters. */
    private static final LiveTextSettings SETTINGS = LiveTextSettings.DEFAULT.withTransport(LiveTransport.HTTP);

    private static final int UNSUPPORTED_DATA = 1003;

    private final SpeechSource engine;
    private final SpeechRequest template;
    private final SerialExecutor queue;
    private @Nullable LiveText text;
    private boolean ended;
    private volatile @Nullable StreamedUtterance current;
    private volatile WebSocketConnection connection;

    @SuppressWarnings("NullAway.Init") // The connection opens before any other event.
    JambonzConnection(SpeechSource engine, SpeechRequest template, Executor threads) {
        this.engine = engine;
        this.template = template;
        queue = new SerialExecutor(threads);
    }

    @Override
    public void onOpen(WebSocketConnection opened) {
        connection = opened;
        send("{\"type\":\"connect\",\"data\":{\"sample_rate\":"
                + template.outputFormat().sampleRateHz()
                + ",\"base64_encoding\":false}}");
    }

    private void send(String message) {
        connection.sendText(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)));
        connection.flush();
    }

    @Override
    public void onText(ByteBuffer utf8) {
        Map<String, Object> message = JsonText.readObject(utf8);
        if (message == null || !(message.get("type") instanceof String type)) {
            connection.close(WebSocketClose.INVALID_PAYLOAD, "not a JSON object with a type");
            return;
        }
        switch (type) {
            case "stream" -> queue.execute(() -> add(Objects.toString(message.get("text"), "")));
            case "flush" -> queue.execute(this::flush);
            case "stop" -> queue.execute(this::stop);
            default -> {
                // Such as a keepalive.
            }
        }
    }

    @Override
    public void onBinary(ByteBuffer bytes) {
        connection.close(UNSUPPORTED_DATA, "binary message");
    }

    @Override
    public void onWritable() {
        StreamedUtterance utterance = current;
        if (utterance != null) {
            utterance.resume();
        }
    }

    @Override
    public void onClose(WebSocketClose close) {
        queue.execute(this::end);
    }

    /** Speaks a part, with a space behind it, since jambonz sends whole words. */
    private void add(String part) {
        if (ended) {
            return;
        }
        boolean spaced = part.isEmpty() || Character.isWhitespace(part.charAt(part.length() - 1));
        LiveText live = text == null ? begin() : text;
        try {
            live.append(spaced ? part : part + " ");
        } catch (IllegalStateException full) {
            end();
            connection.close(WebSocketClose.POLICY_VIOLATION, "too much text");
        }
    }

    private LiveText begin() {
        StreamedUtterance utterance =
                new StreamedUtterance(connection, error -> queue.execute(() -> onUtteranceEnd(error)));
        LiveText live = LiveText.of(template, SETTINGS);
        text = live;
        current = utterance;
        try {
            utterance.init(SourceCheck.started(engine, engine.stream(live, utterance, TelephoneLeg.DEFAULT_OPTIONS)));
        } catch (Throwable thrown) {
            onUtteranceEnd(UnexpectedFailure.toException(thrown));
        }
        return live;
    }

    private void flush() {
        if (text != null) {
            text.flush();
        }
    }

    private void stop() {
        end();
        connection.close(WebSocketClose.NORMAL, "");
    }

    private void end() {
        ended = true;
        StreamedUtterance utterance = current;
        if (utterance != null) {
            utterance.cancel();
        }
    }

    /** Reports a failure. Later text is spoken by a new stream. */
    private void onUtteranceEnd(@Nullable ParlandoException error) {
        text = null;
        current = null;
        if (error != null && !ended) {
            send("{\"type\":\"error\",\"error\":" + JsonText.quote(String.valueOf(error.getMessage())) + "}");
        }
    }
}
