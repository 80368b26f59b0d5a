package dev.parlando.account;

import dev.parlando.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what a key that is to be created may do. Immutable.
 *
 * <p>Source: {@code POST /v1/service-accounts/{id}/api-keys}.
 *
 * @param name its name for people
 * @param permissions what it may do
 * @param characterLimit credits that it may use in a billing period; null for no limit of its own
 * @param allowedIps addresses that may use it, 100 at most; empty for all
 * @param thirdPartyDisableAllowed whether whoever holds it may disable it; null for what the workspace says
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
     * Checks the values.
     *
     * @throws InvalidRequestException if the name is blank or has control characters, there is no permission, the limit is
     *     negative or there are too many addresses
     */
    public KeySpec {
        requireName(name);
        permissions.requireAny();
        requireLimit(characterLimit);
        allowedIps = requireIps(allowedIps);
    }

    static String requireName(String name) {
        if (name.isBlank()) {
            throw new InvalidRequestException("name", "is blank; give a name to know it by");
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

    /** Describes a key without limits but for its permissions. */
    public KeySpec(String name, Permissions permissions) {
        this(name, permissions, null, List.of(), null);
    }

    /**
     * Returns what a key like the given one would be, under another name.
     *
     * @throws InvalidRequestException if the service told a restriction of the key in a way that is not understood, since a
     *     copy without it could do more
     */
    public static KeySpec like(AccountKey key, String name) {
        for (String field : COPIED) {
            if (key.other().containsKey(field)) {
                throw new InvalidRequestException(
                        field, "of the key " + key.keyId() + " is not understood; say what the other key may do");
            }
        }
        return new KeySpec(
                name, key.permissions(), key.characterLimit(), key.allowedIps(), key.thirdPartyDisableAllowed());
    }

    /** Returns the same with that many credits in a billing period. */
    public KeySpec withCharacterLimit(long credits) {
        return new KeySpec(name, permissions, credits, allowedIps, thirdPartyDisableAllowed);
    }

    /** Returns the same for those addresses only. */
    public KeySpec withAllowedIps(List<IpRange> ranges) {
        return new KeySpec(name, permissions, characterLimit, ranges, thirdPartyDisableAllowed);
    }

    /** Returns the same, whose holder may disable it or may not. */
    public KeySpec withThirdPartyDisableAllowed(boolean allowed) {
        return new KeySpec(name, permissions, characterLimit, allowedIps, allowed);
    }
}
