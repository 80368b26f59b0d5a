package dev.parlando.offline.account;

import dev.parlando.offline.json.Fields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a key may do from the body of a request that creates or changes it.
 *
 * <p>A change says {@code "no_update"}, or nothing, for what stays, and {@code "clear"} for what no longer holds.
 * Threading: confined to one thread, and to one request.
 */
public final class KeyRulesReader {
    private static final int MAX_ADDRESSES = 100;

    private final Fields fields;

    public KeyRulesReader(Fields fields) {
        this.fields = fields;
    }

    /** Returns the rules of a new key. */
    public KeyRules create() {
        String name = fields.requiredString("name");
        KeyRules rules = new KeyRules(
                String.valueOf(name),
                permissions(),
                limit(),
                fields.isNull("allowed_ips") ? null : addresses(),
                fields.bool("third_party_disable_allowed"));
        fields.refuseProblems();
        return rules;
    }

    /** Returns the rules that hold from now on. */
    public KeyRules change(KeyRules now) {
        String name = fields.string("name");
        KeyRules rules = new KeyRules(
                name == null ? now.name() : name,
                keeps("permissions") ? now.permissions() : permissions(),
                keeps("character_limit") || fields.isNull("character_limit") ? now.characterLimit() : limit(),
                keeps("allowed_ips") ? now.allowedIps() : addresses(),
                keeps("third_party_disable_allowed") ? now.thirdPartyDisableAllowed() : thirdParty());
        fields.refuseProblems();
        return rules;
    }

    /** Returns whether a change enables or disables the key; null if it does neither. */
    public @Nullable Boolean enabled() {
        return keeps("is_enabled") ? null : requiredBool("is_enabled");
    }

    private boolean keeps(String name) {
        return !fields.has(name) || fields.is(name, "no_update");
    }

    private @Nullable List<String> permissions() {
        if (fields.is("permissions", "all")) {
            return null;
        }
        List<String> names = fields.requiredStrings("permissions");
        for (int i = 0; i < names.size(); i++) {
            if (!Permission.ALL.contains(names.get(i))) {
                fields.problem("enum", "Input should be one of " + Permission.ALL, names.get(i), "permissions", i);
            }
        }
        return List.copyOf(names);
    }

    private @Nullable Long limit() {
        if (fields.is("character_limit", "clear")) {
            return null;
        }
        BigDecimal limit = fields.integer("character_limit", 0, Integer.MAX_VALUE);
        return limit == null ? null : limit.longValueExact();
    }

    private @Nullable List<AddressRange> addresses() {
        if (fields.is("allowed_ips", "clear")) {
            return null;
        }
        List<String> texts = fields.requiredStrings("allowed_ips");
        List<AddressRange> ranges = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            AddressRange range = AddressRange.parse(texts.get(i));
            if (range == null) {
                fields.problem(
                        "value_error", "value is not a valid IPv4 or IPv6 network", texts.get(i), "allowed_ips", i);
            } else {
                ranges.add(range);
            }
        }
        fields.requireSize("allowed_ips", texts, 1, MAX_ADDRESSES);
        return ranges;
    }

    private @Nullable Boolean thirdParty() {
        String name = "third_party_disable_allowed";
        return fields.is(name, "clear") ? null : requiredBool(name);
    }

    private @Nullable Boolean requiredBool(String name) {
        if (fields.isNull(name)) {
            fields.problem("bool_type", "Input should be a valid boolean", null, name);
        }
        return fields.bool(name);
    }
}
