package dev.parlando.offline.account;

import dev.parlando.offline.json.JsonReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reader of the rules of a key from the body of a request that creates or changes the key.
 *
 * <p>In a change, {@code "no_update"} or an absent member keeps the current value, and {@code "clear"} removes it.
 * Threading: confined to one thread, and to one request.
 */
public final class KeyRulesParser {
    private static final int MAX_ADDRESSES = 100;

    private final JsonReader reader;

    public KeyRulesParser(JsonReader reader) {
        this.reader = reader;
    }

    /** Returns the rules of a new key. */
    public KeyRules newRules() {
        String name = reader.requiredString("name");
        KeyRules rules = new KeyRules(
                String.valueOf(name),
                permissions(),
                limit(),
                reader.isNull("allowed_ips") ? null : addresses(),
                reader.bool("third_party_disable_allowed"));
        reader.throwIfInvalid();
        return rules;
    }

    /** Returns the rules after the change. */
    public KeyRules updatedRules(KeyRules now) {
        String name = reader.string("name");
        KeyRules rules = new KeyRules(
                name == null ? now.name() : name,
                isUnchanged("permissions") ? now.permissions() : permissions(),
                isUnchanged("character_limit") || reader.isNull("character_limit") ? now.characterLimit() : limit(),
                isUnchanged("allowed_ips") ? now.allowedIps() : addresses(),
                isUnchanged("third_party_disable_allowed") ? now.thirdPartyDisableAllowed() : thirdParty());
        reader.throwIfInvalid();
        return rules;
    }

    /** Returns true if a change enables the key, false if it disables the key, and null if it does neither. */
    public @Nullable Boolean enabled() {
        return isUnchanged("is_enabled") ? null : requiredBool("is_enabled");
    }

    private boolean isUnchanged(String name) {
        return !reader.has(name) || reader.isLiteral(name, "no_update");
    }

    private @Nullable List<String> permissions() {
        if (reader.isLiteral("permissions", "all")) {
            return null;
        }
        List<String> names = reader.requiredStrings("permissions");
        for (int i = 0; i < names.size(); i++) {
            if (!Permission.ALL.contains(names.get(i))) {
                reader.addProblem("enum", "Input should be one of " + Permission.ALL, names.get(i), "permissions", i);
            }
        }
        return List.copyOf(names);
    }

    private @Nullable Long limit() {
        if (reader.isLiteral("character_limit", "clear")) {
            return null;
        }
        BigDecimal limit = reader.integer("character_limit", 0, Integer.MAX_VALUE);
        return limit == null ? null : limit.longValueExact();
    }

    private @Nullable List<AddressRange> addresses() {
        if (reader.isLiteral("allowed_ips", "clear")) {
            return null;
        }
        List<String> texts = reader.requiredStrings("allowed_ips");
        List<AddressRange> ranges = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            AddressRange range = AddressRange.parse(texts.get(i));
            if (range == null) {
                reader.addProblem(
                        "value_error", "value is not a valid IPv4 or IPv6 network", texts.get(i), "allowed_ips", i);
            } else {
                ranges.add(range);
            }
        }
        reader.requireSize("allowed_ips", texts, 1, MAX_ADDRESSES);
        return ranges;
    }

    private @Nullable Boolean thirdParty() {
        String name = "third_party_disable_allowed";
        return reader.isLiteral(name, "clear") ? null : requiredBool(name);
    }

    private @Nullable Boolean requiredBool(String name) {
        if (reader.isNull(name)) {
            reader.addProblem("bool_type", "Input should be a valid boolean", null, name);
        }
        return reader.bool(name);
    }
}
