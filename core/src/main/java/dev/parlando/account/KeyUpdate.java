package dev.parlando.account;

import dev.parlando.error.InvalidRequestException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says what is to change of a key; what it does not mention stays. Immutable: each method returns another.
 *
 * <p>Source: {@code PATCH /v1/service-accounts/{id}/api-keys/{key_id}}, where {@code "clear"} removes a restriction and a
 * field that is missing means no update.
 */
public final class KeyUpdate {
    /** Changes nothing; start here and call the other methods. Sent as it is, it is refused. */
    public static final KeyUpdate NONE = new KeyUpdate(Map.of());

    private static final String CLEAR = "clear";

    private final Map<String, Object> fields;

    private KeyUpdate(Map<String, Object> fields) {
        this.fields = fields;
    }

    private KeyUpdate with(String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(fields);
        changed.put(field, value);
        return new KeyUpdate(changed);
    }

    /** Lets the key be used, or not. */
    public KeyUpdate enabled(boolean enabled) {
        return with("is_enabled", enabled);
    }

    /**
     * Gives the key another name.
     *
     * @throws InvalidRequestException if it is blank or has control characters
     */
    public KeyUpdate name(String name) {
        return with("name", KeySpec.requireName(name));
    }

    /**
     * Sets what the key may do.
     *
     * @throws InvalidRequestException if that is nothing
     */
    public KeyUpdate permissions(Permissions permissions) {
        return with("permissions", permissions.requireAny().isAll() ? "all" : permissions.names());
    }

    /**
     * Sets how many credits it may use in a billing period.
     *
     * @throws InvalidRequestException if that is negative
     */
    public KeyUpdate characterLimit(long credits) {
        KeySpec.requireLimit(credits);
        return with("character_limit", credits);
    }

    /** Lifts the limit of credits. */
    public KeyUpdate clearCharacterLimit() {
        return with("character_limit", CLEAR);
    }

    /**
     * Sets which addresses may use it.
     *
     * @throws InvalidRequestException if there are none or more than 100
     */
    public KeyUpdate allowedIps(List<IpRange> ranges) {
        if (ranges.isEmpty()) {
            throw new InvalidRequestException("allowed_ips", "are none; clear them to allow all addresses");
        }
        return with(
                "allowed_ips",
                KeySpec.requireIps(ranges).stream().map(IpRange::toString).toList());
    }

    /** Lets all addresses use it. */
    public KeyUpdate clearAllowedIps() {
        return with("allowed_ips", CLEAR);
    }

    /** Sets whether whoever holds it may disable it. */
    public KeyUpdate thirdPartyDisableAllowed(boolean allowed) {
        return with("third_party_disable_allowed", allowed);
    }

    /** Leaves it to the workspace whether whoever holds it may disable it. */
    public KeyUpdate clearThirdPartyDisableAllowed() {
        return with("third_party_disable_allowed", CLEAR);
    }

    /** Returns the fields that change and their new values: booleans, numbers, texts and lists of texts. */
    public Map<String, Object> fields() {
        return Collections.unmodifiableMap(fields);
    }
}
