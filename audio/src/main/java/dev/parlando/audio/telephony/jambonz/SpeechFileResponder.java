package dev.parlando.audio.telephony.jambonz;

import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.SourceCheck;
import dev.parlando.internal.event.UnexpectedFailure;
import dev.parlando.internal.json.JsonText;
import dev.parlando.internal.websocket.PlainExchange;
import dev.parlando.internal.websocket.WebSocketRequest;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResult;
import dev.parlando.speech.SpeechSource;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;

/**
 * The one-shot interface: a POST with a JSON object that has {@code text}, {@code type} and {@code voice} gets an MP3 file.
 *
 * <p>Threading: safe for use from any thread; never blocks.
 */
final class SpeechFileResponder {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int BAD_GATEWAY = 502;
    /** About six minutes of speech, or 6 MB. */
    private static final int MAX_CHARACTERS = 5000;

    private static final Pattern SPEAK_ELEMENT = Pattern.compile("</?speak\\b[^>]*>");

    private final SpeechSource engine;
    private final JambonzOptions options;
    private final Executor threads;

    SpeechFileResponder(SpeechSource engine, JambonzOptions options, Executor threads) {
        this.engine = engine;
        this.options = options;
        this.threads = threads;
    }

    CompletionStage<PlainExchange> respond(String method, WebSocketRequest head, byte[] body) {
        if (!options.isAuthorized(head.header("authorization"))) {
            return failure(UNAUTHORIZED, "unauthorized");
        }
        if (!method.equals("POST")) {
            return failure(METHOD_NOT_ALLOWED, "use POST with a JSON object, or open a WebSocket");
        }
        Map<String, Object> fields = JsonText.readObject(ByteBuffer.wrap(body));
        String text = fields == null ? "" : text(fields);
        if (fields == null || text.isBlank() || text.length() > MAX_CHARACTERS) {
            return failure(BAD_REQUEST, "the body must be a JSON object with a text of 1 to 5000 characters");
        }
        FileHandler handler = new FileHandler();
        threads.execute(() -> request(text, fields, handler));
        return handler.response;
    }

    /** Returns the text without the root element of SSML, since the service has no other elements than breaks. */
    private static String text(Map<String, Object> fields) {
        String text = Objects.toString(fields.get("text"), "");
        return "ssml".equals(fields.get("type"))
                ? SPEAK_ELEMENT.matcher(text).replaceAll("").strip()
                : text;
    }

    private void request(String text, Map<String, Object> fields, FileHandler handler) {
        try {
            String voice = fields.get("voice") instanceof String name ? name : null;
            SpeechRequest request = options.request(text, voice, OutputFormat.MP3_44100_128);
            SourceCheck.started(engine, engine.stream(request, handler, TelephoneLeg.DEFAULT_OPTIONS));
        } catch (Throwable thrown) {
            handler.onError(UnexpectedFailure.toException(thrown));
        }
    }

    private static CompletableFuture<PlainExchange> failure(int status, String message) {
        return CompletableFuture.completedFuture(errorOf(status, message));
    }

    private static PlainExchange errorOf(int status, String message) {
        return new PlainExchange(
                status,
                "application/json",
                ("{\"error\":" + JsonText.quote(message) + "}\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The collector of one file. Owned by the ring thread. */
    private static final class FileHandler implements ChunkHandler {
        final CompletableFuture<PlainExchange> response = new CompletableFuture<>();
        private final ByteArrayOutputStream file = new ByteArrayOutputStream();

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            file.writeBytes(chunk.toByteBuffer().array());
            return ChunkAction.CONTINUE;
        }

        @Override
        public void onEnd(SpeechResult result) {
            response.complete(
                    result.cancelled()
                            ? errorOf(BAD_GATEWAY, "the speech was cancelled")
                            : new PlainExchange(OK, "audio/mpeg", file.toByteArray()));
        }

        @Override
        public void onError(ParlandoException error) {
            int status = error instanceof InvalidRequestException ? BAD_REQUEST : BAD_GATEWAY;
            response.complete(errorOf(status, String.valueOf(error.getMessage())));
        }
    }
}
