package dev.parlando.offline.api;

import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Leads from a method and a path to what is done there. Immutable.
 *
 * @param method the only one it takes
 * @param pattern the names of the path; {@code *} is a gap that any name fills
 * @param authentication checks the key
 * @param endpoint answers
 */
public record ApiRoute(HttpMethod method, List<String> pattern, Consumer<ApiCall> authentication, Endpoint endpoint) {
    private static final String WILDCARD = "*";

    /** Answers a request that was let in, at once or later. */
    public interface Endpoint {
        void serve(ApiCall call, OfflineExchange exchange);
    }

    /** Describes a route by its path. */
    ApiRoute(HttpMethod method, String path, Consumer<ApiCall> authentication, Endpoint endpoint) {
        this(method, segments(path), authentication, endpoint);
    }

    /** An absolute path splits into an empty first name and its names. */
    static List<String> segments(String path) {
        return Arrays.asList(path.split("/", -1));
    }

    boolean matches(List<String> path) {
        boolean fits = path.size() == pattern.size();
        for (int i = 0; fits && i < path.size(); i++) {
            fits = pattern.get(i).equals(WILDCARD) || pattern.get(i).equals(path.get(i));
        }
        return fits;
    }

    /** Returns what fills the gaps. */
    List<String> pathVariables(List<String> path) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            if (pattern.get(i).equals(WILDCARD)) {
                found.add(path.get(i));
            }
        }
        return found;
    }
}
