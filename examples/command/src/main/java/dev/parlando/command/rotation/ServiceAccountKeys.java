package dev.parlando.command.rotation;

import dev.parlando.account.Account;
import dev.parlando.account.AccountKey;
import dev.parlando.account.CreatedKey;
import dev.parlando.account.KeySpec;
import dev.parlando.error.RequestRejectedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Blocking calls for the keys of one service account. Stateless. */
final class ServiceAccountKeys {
    private static final int NOT_FOUND = 404;

    private final Account account;
    private final String serviceAccountId;

    ServiceAccountKeys(Account account, String serviceAccountId) {
        this.account = account;
        this.serviceAccountId = serviceAccountId;
    }

    List<AccountKey> list() {
        return Completions.await(account.keys(serviceAccountId));
    }

    /** Returns the key with the given id, or null if there is none. */
    static @Nullable AccountKey find(List<AccountKey> keys, String keyId) {
        return keys.stream()
                .filter(key -> key.keyId().equals(keyId))
                .findFirst()
                .orElse(null);
    }

    CreatedKey create(KeySpec spec) {
        return Completions.await(account.createKey(serviceAccountId, spec));
    }

    /** Deletes a key. Does nothing if the key no longer exists. */
    void delete(String keyId) {
        try {
            Completions.await(account.deleteKey(serviceAccountId, keyId));
        } catch (RequestRejectedException e) {
            if (e.error().httpStatus() != NOT_FOUND) {
                throw e;
            }
        }
    }

    /** Deletes all keys with the given name except one, and returns the number of deleted keys. */
    long deleteByName(String name, @Nullable String except) {
        List<String> found = list().stream()
                .filter(key -> name.equals(key.name()) && !key.keyId().equals(except))
                .map(AccountKey::keyId)
                .toList();
        found.forEach(this::delete);
        return found.size();
    }
}
