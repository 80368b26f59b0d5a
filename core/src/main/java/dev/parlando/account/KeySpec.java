package dev.parlando.account;

import dev.parlando.error.InvalidRequestException;
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

    /**
     * Checks the values.
     *
     * @throws InvalidRequestException if the name is blank, the limit is negative or there are too many addresses
     */
    public KeySpec {
        if (name.isBlank()) {
            throw new InvalidRequestException("name", "is blank; give the key a name to know it by");
        }
        requireLimit(characterLimit);
        allowedIps = requireIps(allowedIps);
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

    /** Returns what a key like the given one would be, under another name. */
    public static KeySpec like(AccountKey key, String name) {
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
