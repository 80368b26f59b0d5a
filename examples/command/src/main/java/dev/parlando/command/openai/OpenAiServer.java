package dev.parlando.command.openai;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parlando.SpeechEngine;
import dev.parlando.command.console.RowPrinter;
import dev.parlando.command.rotation.Completions;
import dev.parlando.error.ParlandoException;
import dev.parlando.speech.SpeechInputStream;
import dev.parlando.voice.Model;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * An HTTP server that offers the engine in the form of OpenAI's API, {@code POST /v1/audio/speech} and
 * {@code GET /v1/models}, so that programs for that API speak through the engine.
 *
 * <p>The audio is sent as it arrives. A client that disconnects cancels its stream. A failure before the first audio is
 * an error response; after it, the connection is cut, so that the client does not take the audio for complete.
 *
 * <p>A request must have a JSON content type, which web pages of other origins cannot send.
 *
 * <p>Threading: thread-safe. A request blocks one thread of the server.
 */
public final class OpenAiServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(OpenAiServer.class.getName());
    private static final String SPEECH_PATH = "/v1/audio/speech";
    private static final String MODELS_PATH = "/v1/models";
    private static final String JSON_TYPE = "application/json";
    private static final String BEARER = "Bearer ";
    private static final int MAX_BODY_BYTES = 1024 * 1024;
    private static final int MAX_REQUESTS = 256;
    private static final int BUFFER_BYTES = 8 * 1024;

    private final SpeechEngine engine;
    private final OpenAiSettings settings;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Semaphore requests = new Semaphore(MAX_REQUESTS);

    private OpenAiServer(SpeechEngine engine, OpenAiSettings settings, HttpServer server) {
        this.engine = engine;
        this.settings = settings;
        this.server = server;
    }

    /**
     * Binds the address and starts to serve in cleartext.
     *
     * @throws IOException if the address cannot be bound
     */
    public static OpenAiServer start(SpeechEngine engine, InetSocketAddress address, OpenAiSettings settings)
            throws IOException {
        System.setProperty(
                "sun.net.httpserver.nodelay", "true"); // Otherwise the first audio may wait 40 ms for an ACK.
        OpenAiServer server = new OpenAiServer(engine, settings, HttpServer.create(address, 0));
        server.server.createContext("/", server::handle);
        server.server.setExecutor(server.threads);
        server.server.start();
        return server;
    }

    /** Returns the bound address. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Closes all connections, which cancels their streams. The engine remains open. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        if (!requests.tryAcquire()) {
            reply(exchange, OpenAiError.tooManyRequests("more than " + MAX_REQUESTS + " requests are open"));
            return;
        }
        try {
            route(exchange);
        } catch (RuntimeException failure) {
            LOG.log(System.Logger.Level.DEBUG, "the request failed", failure);
            reply(exchange, OpenAiError.of(ParlandoException.from(failure)));
        } finally {
            requests.release();
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        boolean speech = path.equals(SPEECH_PATH);
        String method = speech ? "POST" : "GET";
        if (!speech && !path.equals(MODELS_PATH)) {
            reply(exchange, OpenAiError.invalidRequest(404, "there is no " + path + "; use " + SPEECH_PATH));
        } else if (!exchange.getRequestMethod().equals(method)) {
            exchange.getResponseHeaders().set("Allow", method);
            reply(exchange, OpenAiError.invalidRequest(405, path + " accepts only " + method));
        } else if (!hasKey(exchange)) {
            reply(exchange, OpenAiError.invalidRequest(401, "the key in the header Authorization is wrong"));
        } else if (speech) {
            speak(exchange);
        } else {
            reply(exchange, 200, models());
        }
    }

    private boolean hasKey(HttpExchange exchange) {
        String expected = settings.apiKey();
        String header = exchange.getRequestHeaders().getFirst("Authorization");
        return expected == null || (header != null && MessageDigest.isEqual(utf8(header), utf8(BEARER + expected)));
    }

    private String models() {
        List<Map<String, Object>> models = Completions.await(engine.models()).stream()
                .filter(Model::canDoTextToSpeech)
                .map(model -> Map.<String, Object>of(
                        "id", model.modelId(), "object", "model", "created", 0, "owned_by", "elevenlabs"))
                .toList();
        return RowPrinter.toJson(Map.of("object", "list", "data", models));
    }

    private void speak(HttpExchange exchange) throws IOException {
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith(JSON_TYPE)) {
            reply(exchange, OpenAiError.invalidRequest(415, "the content type is " + type + ", not " + JSON_TYPE));
            return;
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            reply(exchange, OpenAiError.invalidRequest(413, "the body is above " + MAX_BODY_BYTES + " bytes"));
            return;
        }
        OpenAiRequest request = OpenAiRequest.parse(body, settings);
        try (SpeechInputStream audio = engine.inputStream(request.speech())) {
            send(exchange, request.format(), audio);
        }
    }

    /** Sends the audio. An exception of it makes the server of the JDK cut the connection without a last chunk. */
    private static void send(HttpExchange exchange, ResponseFormat format, SpeechInputStream audio) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        int count = readFirst(audio, buffer);
        exchange.getResponseHeaders().set("Content-Type", format.contentType());
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.write(format.header());
        while (count >= 0) {
            out.write(buffer, 0, count);
            out.flush();
            count = audio.read(buffer);
        }
        exchange.close();
    }

    private static int readFirst(SpeechInputStream audio, byte[] buffer) throws IOException {
        try {
            return audio.read(buffer);
        } catch (IOException e) {
            if (e.getCause() instanceof ParlandoException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private static void reply(HttpExchange exchange, OpenAiError error) throws IOException {
        // The engine has already repeated the request if that can help.
        exchange.getResponseHeaders().set("x-should-retry", "false");
        reply(exchange, error.status(), error.toJson());
    }

    private static void reply(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = utf8(json);
        exchange.getResponseHeaders().set("Content-Type", JSON_TYPE);
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
