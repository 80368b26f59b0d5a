package dev.parlando.offline.api;

import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * A route from a method and a path to an endpoint. Immutable.
 *
 * @param method the accepted method
 * @param pattern the segments of the path; {@code *} is a wildcard for any segment
 * @param authentication authenticates the request
 * @param endpoint serves the request
 */
public record ApiRoute(HttpMethod method, List<String> pattern, Consumer<ApiCall> authentication, Endpoint endpoint) {
    private static final String WILDCARD = "*";

    /** The handler of an admitted request. */
    public interface Endpoint {
        void serve(ApiCall call, OfflineExchange exchange);
    }

    /** Creates a route from its path. */
    ApiRoute(HttpMethod method, String path, Consumer<ApiCall> authentication, Endpoint endpoint) {
        this(method, segments(path), authentication, endpoint);
    }

    /** Splits an absolute path into segments; the first one is empty. */
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

    /** Returns the segments matched by the wildcards. */
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
