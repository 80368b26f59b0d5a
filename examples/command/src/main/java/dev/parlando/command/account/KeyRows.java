package dev.parlando.command.account;

import dev.parlando.account.Account;
import dev.parlando.account.AccountKey;
import dev.parlando.account.IpRange;
import dev.parlando.account.ServiceAccount;
import dev.parlando.command.rotation.Completions;
import dev.parlando.error.InvalidRequestException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts service accounts and their keys to rows of a listing. Stateless. */
final class KeyRows {
    private KeyRows() {}

    /**
     * Fetches service accounts with their keys.
     *
     * @param only the id of the account to return; null for all accounts
     */
    static List<ServiceAccount> accounts(Account account, @Nullable String only) {
        List<ServiceAccount> all = Completions.await(account.serviceAccounts());
        if (only == null) {
            return all;
        }
        List<ServiceAccount> found =
                all.stream().filter(one -> one.id().equals(only)).toList();
        if (found.isEmpty()) {
            throw new InvalidRequestException("--account", "there is no service account '" + only + "'");
        }
        return found;
    }

    /** Returns all fields of a key; the key fields are null for an account without keys. */
    static Map<String, @Nullable Object> of(ServiceAccount account, @Nullable AccountKey key, boolean json) {
        Map<String, @Nullable Object> row = used(account, key);
        row.put("hint", key == null ? null : key.hint());
        row.put("permissions", key == null ? null : permissions(key, json));
        row.put("allowed_ips", key == null ? null : allowedIps(key, json));
        row.put("disabled", key == null ? null : key.disabled());
        row.put("disable_reason", key == null ? null : key.disableReason());
        return row;
    }

    /** Returns the usage fields of a key. */
    static Map<String, @Nullable Object> used(ServiceAccount account, @Nullable AccountKey key) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("account", account.id());
        row.put("account_name", account.name());
        row.put("key_id", key == null ? null : key.keyId());
        row.put("name", key == null ? null : key.name());
        row.put("used", key == null ? null : key.characterCount());
        row.put("limit", key == null ? null : key.characterLimit());
        return row;
    }

    private static Object permissions(AccountKey key, boolean json) {
        return json && !key.permissions().isAll()
                ? key.permissions().names()
                : key.permissions().toString();
    }

    /** Returns a list for JSON, and text for a table. */
    private static @Nullable Object allowedIps(AccountKey key, boolean json) {
        List<String> ranges = key.allowedIps().stream().map(IpRange::toString).toList();
        return json ? ranges : ranges.isEmpty() ? null : String.join(",", ranges);
    }
}
