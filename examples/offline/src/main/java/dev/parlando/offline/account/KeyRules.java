package dev.parlando.offline.account;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what a key may do. Immutable.
 *
 * @param name what a person reads
 * @param permissions what it may be used for; null for everything
 * @param characterLimit how many credits it may use; null for any number
 * @param allowedIps from where it may be used; null for anywhere
 * @param thirdPartyDisableAllowed whether who holds it may disable it; null for what the plan says
 */
public record KeyRules(
        String name,
        @Nullable List<String> permissions,
        @Nullable Long characterLimit,
        @Nullable List<AddressRange> allowedIps,
        @Nullable Boolean thirdPartyDisableAllowed) {

    /** Returns the rules of a key that may do everything. */
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
