package dev.parlando.account;

import dev.parlando.error.InvalidRequestException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Specification of a new key. Immutable; start with {@link #of} and call the {@code with} methods.
 *
 * <p>They throw an {@link InvalidRequestException} if the name is blank or has control characters, there is no
 * permission, the limit is negative or there are too many addresses.
 *
 * <p>Source: {@code POST /v1/service-accounts/{id}/api-keys}.
 */
public final class KeySpec {
    private static final int MAX_ALLOWED_IPS = 100;
    private static final List<String> COPIED =
            List.of("permissions", "character_limit", "allowed_ips", "third_party_disable_allowed");

    private final Values values;

    private KeySpec(Values values) {
        this.values = values;
    }

    private KeySpec with(Consumer<Values> change) {
        Values copy = values.copy();
        change.accept(copy);
        return new KeySpec(copy);
    }

    /** Returns a specification without limits other than its permissions. */
    public static KeySpec of(String name, Permissions permissions) {
        return new KeySpec(new Values(requireName(name), permissions.requireAny()));
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
        return of(name, key.permissions()).with(copy -> {
            copy.characterLimit = requireLimit(key.characterLimit());
            copy.allowedIps = requireIps(key.allowedIps());
            copy.thirdPartyDisableAllowed = key.thirdPartyDisableAllowed();
        });
    }

    /** Returns the display name. */
    public String name() {
        return values.name;
    }

    /** Returns a copy with another display name. */
    public KeySpec withName(String other) {
        requireName(other);
        return with(copy -> copy.name = other);
    }

    /** Returns the permissions of the key. */
    public Permissions permissions() {
        return values.permissions;
    }

    /** Returns a copy with other permissions, at least one. */
    public KeySpec withPermissions(Permissions other) {
        other.requireAny();
        return with(copy -> copy.permissions = other);
    }

    /** Returns the credits that the key may use in a billing period; null for no limit of its own. */
    public @Nullable Long characterLimit() {
        return values.characterLimit;
    }

    /** Returns a copy with a limit of {@code credits} per billing period. */
    public KeySpec withCharacterLimit(long credits) {
        requireLimit(credits);
        return with(copy -> copy.characterLimit = credits);
    }

    /** Returns the addresses that may use the key; empty for all. */
    public List<IpRange> allowedIps() {
        return values.allowedIps;
    }

    /** Returns a copy that only the given addresses may use, 100 at most; empty for all. */
    public KeySpec withAllowedIps(List<IpRange> ranges) {
        List<IpRange> copied = requireIps(ranges);
        return with(copy -> copy.allowedIps = copied);
    }

    /** Returns whether any holder may disable the key; null for the workspace's setting. */
    public @Nullable Boolean thirdPartyDisableAllowed() {
        return values.thirdPartyDisableAllowed;
    }

    /** Returns a copy with another setting of whether any holder may disable the key. */
    public KeySpec withThirdPartyDisableAllowed(boolean allowed) {
        return with(copy -> copy.thirdPartyDisableAllowed = allowed);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeySpec settings && values.all().equals(settings.values.all());
    }

    @Override
    public int hashCode() {
        return values.all().hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
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

    static @Nullable Long requireLimit(@Nullable Long characterLimit) {
        if (characterLimit != null && characterLimit < 0) {
            throw new InvalidRequestException("character_limit", characterLimit + " is below 0");
        }
        return characterLimit;
    }

    static List<IpRange> requireIps(List<IpRange> allowedIps) {
        if (allowedIps.size() > MAX_ALLOWED_IPS) {
            throw new InvalidRequestException(
                    "allowed_ips", allowedIps.size() + " are more than " + MAX_ALLOWED_IPS + "; use wider ranges");
        }
        return List.copyOf(allowedIps);
    }

    private static final class Values {
        String name;
        Permissions permissions;

        @Nullable
        Long characterLimit;

        List<IpRange> allowedIps = List.of();

        @Nullable
        Boolean thirdPartyDisableAllowed;

        Values(String name, Permissions permissions) {
            this.name = name;
            this.permissions = permissions;
        }

        Values copy() {
            Values copy = new Values(name, permissions);
            copy.characterLimit = characterLimit;
            copy.allowedIps = allowedIps;
            copy.thirdPartyDisableAllowed = thirdPartyDisableAllowed;
            return copy;
        }

        List<@Nullable Object> all() {
            return Arrays.asList(name, permissions, characterLimit, allowedIps, thirdPartyDisableAllowed);
        }

        @Override
        public String toString() {
            return "KeySpec[name=" + name + ", permissions=" + permissions + ", characterLimit=" + characterLimit
                    + ", allowedIps=" + allowedIps + ", thirdPartyDisableAllowed=" + thirdPartyDisableAllowed + "]";
        }
    }
}
