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
 * @param access checks the key
 * @param endpoint answers
 */
public record Route(HttpMethod method, List<String> pattern, Consumer<Call> access, Endpoint endpoint) {
    private static final String GAP = "*";

    /** Answers a request that was let in, at once or later. */
    public interface Endpoint {
        void serve(Call call, Exchange exchange);
    }

    /** Describes a route by its path. */
    Route(HttpMethod method, String path, Consumer<Call> access, Endpoint endpoint) {
        this(method, names(path), access, endpoint);
    }

    /** An absolute path splits into an empty first name and its names. */
    static List<String> names(String path) {
        return Arrays.asList(path.split("/", -1));
    }

    boolean matches(List<String> path) {
        boolean fits = path.size() == pattern.size();
        for (int i = 0; fits && i < path.size(); i++) {
            fits = pattern.get(i).equals(GAP) || pattern.get(i).equals(path.get(i));
        }
        return fits;
    }

    /** Returns what fills the gaps. */
    List<String> variables(List<String> path) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < path.size(); i++) {
            if (pattern.get(i).equals(GAP)) {
                found.add(path.get(i));
            }
        }
        return found;
    }
}
