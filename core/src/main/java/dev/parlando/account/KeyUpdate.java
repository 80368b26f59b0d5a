package dev.parlando.account;

import dev.parlando.error.InvalidRequestException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes to a key; fields that it does not name stay as they are. Immutable: each method returns a new instance.
 *
 * <p>Source: {@code PATCH /v1/service-accounts/{id}/api-keys/{key_id}}, where {@code "clear"} removes a restriction and
 * an absent field means no update.
 */
public final class KeyUpdate {
    /** Starting point without changes. {@link Account#updateKey} rejects an update without changes. */
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

    /** Enables or disables the key. */
    public KeyUpdate enabled(boolean enabled) {
        return with("is_enabled", enabled);
    }

    /**
     * Changes the display name.
     *
     * @throws InvalidRequestException if the name is blank or has control characters
     */
    public KeyUpdate name(String name) {
        return with("name", KeySpec.requireName(name));
    }

    /**
     * Sets the permissions.
     *
     * @throws InvalidRequestException if there is no permission
     */
    public KeyUpdate permissions(Permissions permissions) {
        return with("permissions", permissions.requireAny().isAll() ? "all" : permissions.names());
    }

    /**
     * Sets the credits that the key may use in a billing period.
     *
     * @throws InvalidRequestException if the number is negative
     */
    public KeyUpdate characterLimit(long credits) {
        KeySpec.requireLimit(credits);
        return with("character_limit", credits);
    }

    /** Removes the limit of credits. */
    public KeyUpdate clearCharacterLimit() {
        return with("character_limit", CLEAR);
    }

    /**
     * Sets the addresses that may use the key.
     *
     * @throws InvalidRequestException if there are none or more than 100
     */
    public KeyUpdate allowedIps(List<IpRange> ranges) {
        if (ranges.isEmpty()) {
            throw new InvalidRequestException("allowed_ips", "are empty; clear them to allow all addresses");
        }
        return with(
                "allowed_ips",
                KeySpec.requireIps(ranges).stream().map(IpRange::toString).toList());
    }

    /** Permits all addresses. */
    public KeyUpdate clearAllowedIps() {
        return with("allowed_ips", CLEAR);
    }

    /** Sets whether any holder may disable the key. */
    public KeyUpdate thirdPartyDisableAllowed(boolean allowed) {
        return with("third_party_disable_allowed", allowed);
    }

    /** Leaves it to the workspace whether any holder may disable the key. */
    public KeyUpdate clearThirdPartyDisableAllowed() {
        return with("third_party_disable_allowed", CLEAR);
    }

    /**
     * Returns the changed fields with their new values: booleans, numbers, strings and lists of strings. Unmodifiable.
     */
    public Map<String, Object> fields() {
        return Collections.unmodifiableMap(fields);
    }
}
