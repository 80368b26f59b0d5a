package dev.parlando.account;

import dev.parlando.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Specification of a new key. Immutable.
 *
 * <p>Source: {@code POST /v1/service-accounts/{id}/api-keys}.
 *
 * @param name display name
 * @param permissions permissions of the key
 * @param characterLimit credits that the key may use in a billing period; null for no limit of its own
 * @param allowedIps addresses that may use the key, 100 at most; empty for all
 * @param thirdPartyDisableAllowed whether any holder may disable the key; null for the workspace's setting
 */
public record KeySpec(
        String name,
        Permissions permissions,
        @Nullable Long characterLimit,
        List<IpRange> allowedIps,
        @Nullable Boolean thirdPartyDisableAllowed) {
    private static final int MAX_ALLOWED_IPS = 100;
    private static final List<String> COPIED =
            List.of("permissions", "character_limit", "allowed_ips", "third_party_disable_allowed");

    /**
     * Validates the values.
     *
     * @throws InvalidRequestException if the name is blank or has control characters, there is no permission, the limit
     *     is negative or there are too many addresses
     */
    public KeySpec {
        requireName(name);
        permissions.requireAny();
        requireLimit(characterLimit);
        allowedIps = requireIps(allowedIps);
    }

    static String requireName(String name) {
        if (name.isBlank()) {
            throw new InvalidRequestException("name", "is blank; give the key a name");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidRequestException("name", "holds a line break or another control character");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)) {
            throw new InvalidRequestException("name", "holds one half of a surrogate pair");
        }
        return name;
    }

    static void requireLimit(@Nullable Long characterLimit) {
        if (characterLimit != null && characterLimit < 0) {
            throw new InvalidRequestException("character_limit", characterLimit + " is below 0");
        }
    }

    static List<IpRange> requireIps(List<IpRange> allowedIps) {
        if (allowedIps.size() > MAX_ALLOWED_IPS) {
            throw new InvalidRequestException(
                    "allowed_ips", allowedIps.size() + " are more than " + MAX_ALLOWED_IPS + "; use wider ranges");
        }
        return List.copyOf(allowedIps);
    }

    /** Creates a specification without limits other than its permissions. */
    public KeySpec(String name, Permissions permissions) {
        this(name, permissions, null, List.of(), null);
    }

    /**
     * Returns a specification with the values of an existing key and another name.
     *
     * @throws InvalidRequestException if a restriction of the key was not understood, since a copy without it could do
     *     more
     */
    public static KeySpec like(AccountKey key, String name) {
        for (String field : COPIED) {
            if (key.other().containsKey(field)) {
                throw new InvalidRequestException(
                        field,
                        "of the key " + key.keyId() + " is not understood; list the restrictions of the other key");
            }
        }
        return new KeySpec(
                name, key.permissions(), key.characterLimit(), key.allowedIps(), key.thirdPartyDisableAllowed());
    }

    /** Returns a copy with a limit of {@code credits} per billing period. */
    public KeySpec withCharacterLimit(long credits) {
        return new KeySpec(name, permissions, credits, allowedIps, thirdPartyDisableAllowed);
    }

    /** Returns a copy that only the given addresses may use; empty for all. */
    public KeySpec withAllowedIps(List<IpRange> ranges) {
        return new KeySpec(name, permissions, characterLimit, ranges, thirdPartyDisableAllowed);
    }

    /** Returns a copy with another setting of whether any holder may disable the key. */
    public KeySpec withThirdPartyDisableAllowed(boolean allowed) {
        return new KeySpec(name, permissions, characterLimit, allowedIps, allowed);
    }
}
