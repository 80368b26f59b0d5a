package dev.parlando.audio.telephony.carrier;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of one JSON object of a carrier, which sends numbers as numbers or as strings. Immutable. */
final class MessageFields {
    private final Map<?, ?> fields;

    MessageFields(Map<?, ?> fields) {
        this.fields = fields;
    }

    /** Returns a nested object; one without fields if it is missing. */
    MessageFields object(String name) {
        return new MessageFields(fields.get(name) instanceof Map<?, ?> object ? object : Map.of());
    }

    /** Returns a string, or a number or boolean as a string; null if it is missing. */
    @Nullable
    String text(String name) {
        return scalar(fields.get(name));
    }

    private static @Nullable String scalar(@Nullable Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean ? value.toString() : null;
    }

    /** Returns a whole number; the default if it is missing, and a negative number if it is none. */
    int number(String name, int defaultValue) {
        String text = text(name);
        if (text == null) {
            return defaultValue;
        }
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notWhole) {
            return -1;
        }
    }

    /** Adds the strings of this object to a map. */
    void addTexts(Map<String, String> target) {
        for (Map.Entry<?, ?> field : fields.entrySet()) {
            String text = scalar(field.getValue());
            if (text != null) {
                target.put((String) field.getKey(), text);
            }
        }
    }

    /** Returns the strings of some fields. */
    Map<String, String> texts(String... names) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String name : names) {
            String text = text(name);
            if (text != null) {
                texts.put(name, text);
            }
        }
        return texts;
    }
}
