package dev.parlando.offline.json;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Navigation in JSON values as read by {@link Json}. A step that does not exist fails the test. */
public final class JsonPath {
    private JsonPath() {}

    /** Follows member names and list indexes. */
    public static Object at(@Nullable Object json, Object... steps) {
        Object here = json;
        for (Object step : steps) {
            here = step instanceof Integer index
                    ? ((List<?>) Objects.requireNonNull(here)).get(index)
                    : ((Map<?, ?>) Objects.requireNonNull(here)).get(step);
        }
        return Objects.requireNonNull(here, () -> "nothing at " + List.of(steps));
    }

    /** Returns the {@code detail} object of an error response. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> detail(HttpErrorException refusal) {
        return (Map<String, Object>) at(refusal.body(), "detail");
    }
}
