package dev.parlando.offline.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A typed reader of the members of a JSON object or of query parameters. Collects validation errors in the format of
 * the service's schema validation.
 *
 * <p>A member that is absent, null or invalid reads as null; {@link #throwIfInvalid} then refuses the request.
 * Threading: confined to one thread.
 */
public final class JsonReader {
    private final Map<String, ? extends @Nullable Object> members;
    private final List<Object> location;
    private final List<Map<String, @Nullable Object>> problems;

    private JsonReader(
            Map<String, ? extends @Nullable Object> members,
            List<Object> location,
            List<Map<String, @Nullable Object>> problems) {
        this.members = members;
        this.location = location;
        this.problems = problems;
    }

    public static JsonReader of(Map<String, ? extends @Nullable Object> members, String source) {
        return new JsonReader(members, List.of(source), new ArrayList<>());
    }

    /** Returns a reader of another group of members, such as the query, that adds to the same list of errors. */
    public JsonReader withSameProblems(Map<String, ? extends @Nullable Object> others, String source) {
        return new JsonReader(others, List.of(source), problems);
    }

    public void throwIfInvalid() {
        if (!problems.isEmpty()) {
            throw HttpErrorException.validationFailure(problems);
        }
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** Returns whether a member is absent or null. */
    public boolean isNull(String name) {
        return members.get(name) == null;
    }

    public boolean isEmptyList(String name) {
        return members.get(name) instanceof List<?> list && list.isEmpty();
    }

    /** Returns whether a member is exactly the given keyword, which replaces a value of another type. */
    public boolean isLiteral(String name, String literal) {
        return literal.equals(members.get(name));
    }

    public @Nullable String requiredString(String name) {
        require(name, "string_type", "Input should be a valid string");
        return string(name);
    }

    public List<String> requiredStrings(String name) {
        require(name, "list_type", "Input should be a valid list");
        return strings(name);
    }

    /** Returns readers of the objects in a list that must exist. */
    public List<JsonReader> requiredObjects(String name) {
        require(name, "list_type", "Input should be a valid list");
        return objects(name);
    }

    private void require(String name, String type, String message) {
        if (!has(name)) {
            addProblem("missing", "Field required", null, name);
        } else if (isNull(name)) {
            addProblem(type, message, null, name);
        }
    }

    public @Nullable String string(String name) {
        return typed(String.class, name, "string_type", "Input should be a valid string");
    }

    public @Nullable Boolean bool(String name) {
        Object value = members.get(name);
        if (value instanceof String text && Set.of("true", "1", "yes", "on").contains(text.toLowerCase(Locale.ROOT))) {
            return true;
        }
        if (value instanceof String text && Set.of("false", "0", "no", "off").contains(text.toLowerCase(Locale.ROOT))) {
            return false;
        }
        return typed(Boolean.class, name, "bool_parsing", "Input should be a valid boolean");
    }

    public @Nullable BigDecimal number(String name) {
        return decimal(name, "float_parsing", "Input should be a valid number");
    }

    public @Nullable BigDecimal number(String name, int min, int max) {
        return inRange(name, number(name), min, max);
    }

    public @Nullable BigDecimal integer(String name) {
        BigDecimal value = decimal(name, "int_parsing", "Input should be a valid integer");
        if (value != null && value.stripTrailingZeros().scale() > 0) {
            addProblem("int_from_float", "Input should be a valid integer", value, name);
            return null;
        }
        return value;
    }

    public @Nullable BigDecimal integer(String name, long min, long max) {
        return inRange(name, integer(name), min, max);
    }

    public @Nullable String enumValue(String name, List<String> allowed) {
        String value = string(name);
        if (value != null && !allowed.contains(value)) {
            addProblem("enum", "Input should be one of " + allowed, value, name);
            return null;
        }
        return value;
    }

    /** Returns a reader of a nested object; the reader is empty if there is no such object. */
    public JsonReader object(String name) {
        Map<String, @Nullable Object> nested = new LinkedHashMap<>();
        Map<?, ?> value = typed(Map.class, name, "model_type", "Input should be a valid dictionary");
        if (value != null) {
            value.forEach((key, member) -> nested.put(String.valueOf(key), member));
        }
        return new JsonReader(nested, within(name), problems);
    }

    public List<String> strings(String name) {
        List<String> strings = new ArrayList<>();
        for (Object element : list(name)) {
            if (element instanceof String text) {
                strings.add(text);
            } else {
                addProblem("string_type", "Input should be a valid string", element, name, strings.size());
            }
        }
        return strings;
    }

    /** Returns the integers of a list, each of which must be in a range. */
    public List<Integer> integers(String name, int min, int max) {
        List<Integer> integers = new ArrayList<>();
        for (Object element : list(name)) {
            String index = String.valueOf(integers.size());
            BigDecimal value =
                    new JsonReader(singleton(index, element), within(name), problems).integer(index, min, max);
            integers.add(value == null ? min : value.intValueExact());
        }
        return integers;
    }

    private static Map<String, @Nullable Object> singleton(String name, @Nullable Object value) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put(name, value);
        return members;
    }

    /**
     * Adds an error for a list with too few or too many elements. A member that is not a list is reported elsewhere.
     */
    public void requireSize(String name, List<?> read, int min, int max) {
        if (members.get(name) instanceof List<?> && read.size() < min) {
            addProblem("too_short", "List should have at least " + min + " item after validation", read, name);
        }
        if (read.size() > max) {
            addProblem("too_long", "List should have at most " + max + " items after validation", read.size(), name);
        }
    }

    /** Returns readers of the objects in a list. */
    public List<JsonReader> objects(String name) {
        List<JsonReader> readers = new ArrayList<>();
        for (Object element : list(name)) {
            String index = String.valueOf(readers.size());
            readers.add(new JsonReader(singleton(index, element), within(name), problems).object(index));
        }
        return readers;
    }

    private List<?> list(String name) {
        List<?> value = typed(List.class, name, "list_type", "Input should be a valid list");
        return value == null ? List.of() : value;
    }

    private @Nullable BigDecimal decimal(String name, String type, String message) {
        Object value = members.get(name);
        if (value instanceof Number || value instanceof String) {
            try {
                return new BigDecimal(value.toString());
            } catch (NumberFormatException e) {
                addProblem(type, message + ", unable to parse", value, name);
                return null;
            }
        }
        if (value != null) {
            addProblem(type, message, value, name);
        }
        return null;
    }

    private @Nullable BigDecimal inRange(String name, @Nullable BigDecimal value, long min, long max) {
        if (value != null && value.compareTo(BigDecimal.valueOf(min)) < 0) {
            addProblem("greater_than_equal", "Input should be greater than or equal to " + min, value, name);
            return null;
        }
        if (value != null && value.compareTo(BigDecimal.valueOf(max)) > 0) {
            addProblem("less_than_equal", "Input should be less than or equal to " + max, value, name);
            return null;
        }
        return value;
    }

    private <T> @Nullable T typed(Class<T> type, String name, String problem, String message) {
        Object value = members.get(name);
        if (value == null || type.isInstance(value)) {
            return type.cast(value);
        }
        addProblem(problem, message, value, name);
        return null;
    }

    /** Adds a validation error for the value at a path of names and indexes. */
    public void addProblem(String type, String message, @Nullable Object input, Object... names) {
        Map<String, @Nullable Object> problem = new LinkedHashMap<>();
        problem.put("type", type);
        problem.put("loc", within(names));
        problem.put("msg", message);
        problem.put("input", input);
        problems.add(problem);
    }

    private List<Object> within(Object... names) {
        List<Object> path = new ArrayList<>(location);
        path.addAll(List.of(names));
        return path;
    }
}
