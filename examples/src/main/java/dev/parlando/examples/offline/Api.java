package dev.parlando.examples.offline;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Finds out what a request asks for and has it done: the routes of the service that exist offline.
 *
 * <p>Threading: confined to the event loop.
 */
final class Api {
    private final VoiceCatalog voices = new VoiceCatalog();
    private final ModelCatalog models = new ModelCatalog();
    private final SpeechCallReader reader = new SpeechCallReader(voices, models);
    private final SpeechFormats formats = new SpeechFormats();
    private final RequestGate gate = new RequestGate();
    private final ApiKey key;
    private final SynthesisPool pool;

    Api(ApiKey key, SynthesisPool pool) {
        this.key = key;
        this.pool = pool;
    }

    /** Answers the request, at once or later. */
    void handle(FullHttpRequest request, Exchange exchange) {
        HttpHeaders extra = new DefaultHttpHeaders();
        try {
            route(request, exchange, extra);
        } catch (Refusal refusal) {
            exchange.json(refusal.status(), refusal.body(), extra);
        }
    }

    private void route(FullHttpRequest request, Exchange exchange, HttpHeaders extra) {
        QueryStringDecoder url = new QueryStringDecoder(request.uri());
        List<String> path = Arrays.asList(url.path().split("/", -1));
        boolean speech = isSpeech(path);
        HttpMethod method = speech ? HttpMethod.POST : HttpMethod.GET;
        if (!speech && !isListing(path)) {
            throw Refusal.plain(404, "Not Found");
        }
        if (!request.method().equals(method)) {
            extra.set(HttpHeaderNames.ALLOW, method.name());
            throw Refusal.plain(405, "Method Not Allowed");
        }
        key.check(request.headers().get("xi-api-key"));
        if (speech) {
            speak(path, url.parameters(), request, exchange);
        } else {
            exchange.json(200, listing(path, url.parameters()), extra);
        }
    }

    private static boolean isSpeech(List<String> path) {
        return startsWith(path, "v1", "text-to-speech")
                && (path.size() == 4 || (path.size() == 5 && path.get(4).equals("stream")));
    }

    private static boolean isListing(List<String> path) {
        boolean whole = path.size() == 3;
        return (whole && (startsWith(path, "v1", "models") || startsWith(path, "v2", "voices")))
                || (startsWith(path, "v1", "voices") && path.size() <= 4);
    }

    /** An absolute path splits into an empty first part and its names. */
    private static boolean startsWith(List<String> path, String version, String resource) {
        return path.size() >= 3 && path.subList(0, 3).equals(List.of("", version, resource));
    }

    private void speak(List<String> path, Map<String, List<String>> query, FullHttpRequest request, Exchange exchange) {
        byte[] body = new byte[request.content().readableBytes()];
        request.content().readBytes(body);
        SpeechCall call = reader.read(path.get(3), query, body, path.size() == 5);
        new SpeechJob(call, formats, exchange, gate, pool).start();
    }

    private Object listing(List<String> path, Map<String, List<String>> query) {
        if (path.get(2).equals("models")) {
            return models.listing();
        }
        if (path.get(1).equals("v2")) {
            return new VoiceQuery(query).answer(voices.all());
        }
        return path.size() == 4 ? voice(path.get(3)) : Map.of("voices", describeAll());
    }

    private Map<String, Object> voice(String id) {
        SpeechRules.checkVoiceId(id);
        return voices.find(id).map(VoiceCatalog::describe).orElseThrow(() -> SpeechRules.voiceNotFound(id));
    }

    private List<Map<String, Object>> describeAll() {
        return voices.all().stream().map(VoiceCatalog::describe).toList();
    }
}
