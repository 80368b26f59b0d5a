package dev.parlando.examples.offline;

import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Finds out what a request asks for and has it done: the routes of the service that exist
 * offline, and one of our own for its limits.
 *
 * <p>Threading: confined to the event loop.
 */
final class Api {
    private final VoiceCatalog voices = new VoiceCatalog();
    private final ModelCatalog models = new ModelCatalog();
    private final SpeechCallReader reader = new SpeechCallReader(voices, models);
    private final ApiKey key;
    private final Workspace workspace;
    private final LimitsPage limitsPage;
    private final Studio studio;

    Api(ApiKey key, Workspace workspace, Studio studio) {
        this.key = key;
        this.workspace = workspace;
        limitsPage = new LimitsPage(workspace);
        this.studio = studio;
    }

    /** Answers the request, at once or later. */
    void handle(FullHttpRequest request, Exchange exchange) {
        try {
            route(request, exchange);
        } catch (Refusal refusal) {
            exchange.refuse(refusal);
        }
    }

    private void route(FullHttpRequest request, Exchange exchange) {
        QueryStringDecoder url = new QueryStringDecoder(request.uri());
        List<String> path = Arrays.asList(url.path().split("/", -1));
        List<HttpMethod> methods = methods(path);
        if (methods.isEmpty()) {
            throw Refusal.plain(404, "Not Found");
        }
        if (!methods.contains(request.method())) {
            throw Refusal.plain(405, "Method Not Allowed").with(HttpHeaderNames.ALLOW, names(methods));
        }
        key.check(request.headers().get("xi-api-key"));
        if (isSpeech(path)) {
            speak(path, url.parameters(), request, exchange);
        } else if (isLimits(path)) {
            exchange.json(200, limits(request));
        } else {
            workspace.list();
            exchange.json(200, listing(path, url.parameters()));
        }
    }

    /** Returns the methods that a path has; none if there is no such path. */
    private static List<HttpMethod> methods(List<String> path) {
        if (isSpeech(path)) {
            return List.of(HttpMethod.POST);
        }
        if (isLimits(path)) {
            return List.of(HttpMethod.GET, HttpMethod.PUT);
        }
        return isListing(path) ? List.of(HttpMethod.GET) : List.of();
    }

    private static String names(List<HttpMethod> methods) {
        return methods.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
    }

    private static boolean isLimits(List<String> path) {
        return path.equals(List.of("", "offline", "limits"));
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
        SpeechCall call = reader.read(path.get(3), query, body(request), path.size() == 5);
        Slots.Place place = workspace.place(
                key, call.model().concurrencyGroup(), admission -> new SpeechJob(call, exchange, admission, studio)
                        .start());
        exchange.whenOver(place::leave);
        place.enter();
    }

    private static byte[] body(FullHttpRequest request) {
        byte[] body = new byte[request.content().readableBytes()];
        request.content().readBytes(body);
        return body;
    }

    private Object limits(FullHttpRequest request) {
        if (request.method().equals(HttpMethod.PUT)) {
            limitsPage.change(body(request));
        }
        return limitsPage.show();
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
