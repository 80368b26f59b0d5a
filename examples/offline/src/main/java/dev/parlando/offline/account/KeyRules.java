package dev.parlando.offline.account;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The permissions and limits of a key. Immutable.
 *
 * @param name display name
 * @param permissions the granted permissions; null for all
 * @param characterLimit the maximum number of credits; null for no limit
 * @param allowedIps the addresses from which the key may be used; null for any
 * @param thirdPartyDisableAllowed whether the holder of the key may disable it; null for the default of the plan
 */
public record KeyRules(
        String name,
        @Nullable List<String> permissions,
        @Nullable Long characterLimit,
        @Nullable List<AddressRange> allowedIps,
        @Nullable Boolean thirdPartyDisableAllowed) {

    /** Returns the rules of a key with all permissions and no limits. */
    static KeyRules unrestricted(String name) {
        return new KeyRules(name, null, null, null, null);
    }

    boolean permits(String permission) {
        return permissions == null || permissions.contains(permission);
    }

    boolean allowsAddress(InetAddress address) {
        return allowedIps == null || allowedIps.stream().anyMatch(range -> range.contains(address));
    }
}
