package dev.parlando.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parlando.account.IpRange;
import dev.parlando.account.Permissions;
import dev.parlando.speech.VoiceSettings;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Comparison of JSON with the record that was read from it, accessor by accessor. Stateless. */
final class RecordCheck {
    /** Accessors that are not named after their field. */
    private static final Map<String, String> RENAMED = Map.ofEntries(
            Map.entry("Voice.voice_verification", "verification"),
            Map.entry("VoiceSharing.notice_period", "noticePeriodDays"),
            Map.entry("Utterance.start", "startSeconds"),
            Map.entry("Utterance.end", "endSeconds"),
            Map.entry("Model.maximum_text_length_per_request", "maximumTextLength"),
            Map.entry("Model.model_rates", "rates"),
            Map.entry("ServiceAccount.service_account_user_id", "id"),
            Map.entry("ServiceAccount.api-keys", "keys"),
            Map.entry("AccountKey.hashed_xi_api_key", "hashedKey"),
            Map.entry("AccountKey.service_account_user_id", "serviceAccountId"),
            Map.entry("Subscription.next_character_count_reset_unix", "nextReset"));

    /** Fields that are not read by name. */
    private static final Set<String> SPECIAL = Set.of(
            "Voice.settings",
            "Subscription.current_overage",
            "Subscription.max_credit_limit_extension",
            "Subscription.currency");

    private RecordCheck() {}

    /** Asserts that the record has the values of the object, including fields without an accessor. */
    static void check(JsonNode object, Record read) {
        Map<String, Object> other = new LinkedHashMap<>(otherOf(read));
        Set<String> said = new HashSet<>(Set.of("other"));
        object.properties().forEach(field -> {
            String name = field.getKey();
            if (SPECIAL.contains(type(read) + "." + name)) {
                other.remove(name);
                return;
            }
            RecordComponent accessor = accessor(read.getClass(), name);
            if (accessor == null) {
                Object plain = PlainJson.value(field.getValue());
                assertThat(other.remove(name)).as(name).isEqualTo(plain);
            } else {
                said.add(accessor.getName());
                compare(name, field.getValue(), value(accessor, read));
            }
        });
        assertThat(other).as("fields that were not sent").isEmpty();
        for (RecordComponent accessor : read.getClass().getRecordComponents()) {
            if (!said.contains(accessor.getName()) && !isSpecial(read, accessor)) {
                assertNothing(accessor.getName(), value(accessor, read));
            }
        }
    }

    /** Returns the fields of a schema for which the record has no accessor. */
    static Set<String> unread(JsonNode schema, Class<?> type) {
        return schema.path("properties").properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> accessor(type, name) == null)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isSpecial(Record read, RecordComponent accessor) {
        return read instanceof dev.parlando.account.Subscription
                ? Set.of("overage", "currency", "maxCreditLimitExtension").contains(accessor.getName())
                : accessor.getType() == VoiceSettings.class;
    }

    private static @Nullable RecordComponent accessor(Class<?> type, String field) {
        String renamed = RENAMED.get(type.getSimpleName() + "." + field);
        String name = renamed != null ? renamed : camel(field);
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static String camel(String field) {
        String bare =
                field.replaceFirst("^is_", "").replaceFirst("_unix(_ms)?$", "").replaceFirst("_secs$", "_seconds");
        StringBuilder name = new StringBuilder();
        for (String word : bare.split("[_-]", -1)) {
            name.append(name.length() == 0 ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return name.toString();
    }

    private static String type(Record read) {
        return read.getClass().getSimpleName();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> otherOf(Record read) {
        RecordComponent other = accessor(read.getClass(), "other");
        return other == null ? Map.of() : (Map<String, Object>) Objects.requireNonNull(value(other, read));
    }

    private static @Nullable Object value(RecordComponent accessor, Record read) {
        try {
            return accessor.getAccessor().invoke(read);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a record keeps its values to itself", e);
        }
    }

    private static void assertNothing(String name, @Nullable Object value) {
        boolean nothing = value == null
                || value.equals(false)
                || value.equals(Permissions.ALL)
                || (value instanceof Collection<?> list && list.isEmpty())
                || (value instanceof Map<?, ?> map && map.isEmpty());
        assertThat(nothing).as("%s is %s though nothing was said", name, value).isTrue();
    }

    private static void compare(String name, JsonNode sent, @Nullable Object read) {
        if (sent.isNull()) {
            assertNothing(name, read);
        } else if (read instanceof Record record && sent.isObject()) {
            check(sent, record);
        } else if (read instanceof List<?> list) {
            assertThat(list).as(name).hasSameSizeAs(sent);
            for (int i = 0; i < list.size(); i++) {
                compare(name, sent.get(i), list.get(i));
            }
        } else if (read instanceof Map<?, ?> map) {
            assertThat(map).as(name).hasSize(sent.size());
            sent.properties().forEach(entry -> compare(name, entry.getValue(), map.get(entry.getKey())));
        } else {
            assertThat(read).as(name).isEqualTo(scalar(name, sent, read));
        }
    }

    private static @Nullable Object scalar(String name, JsonNode sent, @Nullable Object read) {
        if (read instanceof Instant) {
            Function<Long, Instant> unit = name.endsWith("_ms") ? Instant::ofEpochMilli : Instant::ofEpochSecond;
            return unit.apply(sent.longValue());
        }
        if (read instanceof Permissions) {
            Set<String> names = new HashSet<>();
            sent.forEach(word -> names.add(word.asText()));
            return names.isEmpty() ? Permissions.NONE : Permissions.of(names);
        }
        if (read instanceof IpRange) {
            return IpRange.parse(sent.asText());
        }
        if (read instanceof Integer) {
            return sent.intValue();
        }
        return read instanceof Double ? (Object) sent.doubleValue() : PlainJson.value(sent);
    }
}
