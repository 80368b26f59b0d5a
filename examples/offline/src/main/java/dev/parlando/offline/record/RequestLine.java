package dev.parlando.offline.record;

import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The method and the URL of a request. Immutable.
 *
 * @param method HTTP method
 * @param path the path without the query
 * @param query the parameters without secrets
 */
public record RequestLine(String method, String path, Map<String, List<String>> query) {
    private static final String SPEECH = "/v1/text-to-speech/";
    private static final String DIALOGUE = "/v1/text-to-dialogue";
    private static final List<String> SECRETS =
            List.of("single_use_token", "authorization", "xi-api-key", "xi_api_key");

    static RequestLine of(String method, String uri) {
        QueryStringDecoder decoder = new QueryStringDecoder(uri);
        Map<String, List<String>> query = new LinkedHashMap<>(decoder.parameters());
        query.keySet().removeAll(SECRETS);
        return new RequestLine(method, decoder.path(), query);
    }

    /** Returns whether the request asks for speech, of one voice or of a dialogue. */
    public boolean isSpeech() {
        return path.startsWith(SPEECH) || path.startsWith(DIALOGUE);
    }

    /** Returns the voice in the path; empty if there is none. */
    public String voiceId() {
        return path.startsWith(SPEECH) ? path.substring(SPEECH.length()).replaceFirst("/.*", "") : "";
    }
}
