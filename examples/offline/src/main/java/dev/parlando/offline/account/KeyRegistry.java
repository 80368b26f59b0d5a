package dev.parlando.offline.account;

import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.RandomIds;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Holds the service accounts of the workspace and every key that there is or was, found by the hash of its secret.
 *
 * <p>In the beginning there is one account without keys, and the administrator's key, which belongs to no account and
 * may do everything. Threading: confined to the event loop.
 */
public final class KeyRegistry {
    /** The user to whom the administrator's key belongs. */
    static final String ADMINISTRATOR_ID = "OfflineAdministrator";

    private final InstantSource clock;
    private final Map<String, OfflineServiceAccount> accounts = new LinkedHashMap<>();
    private final Map<String, OfflineApiKey> keys = new LinkedHashMap<>();
    private final Map<String, OfflineApiKey> keysByHash = new LinkedHashMap<>();
    private final OfflineApiKey administrator;
    private @Nullable Boolean thirdPartyDisabling;

    public KeyRegistry(Secret administratorsSecret, InstantSource clock) {
        this.clock = clock;
        administrator = add(ADMINISTRATOR_ID, administratorsSecret, KeyRules.unrestricted("administrator"));
        createAccount("offline");
    }

    Instant now() {
        return clock.instant();
    }

    public OfflineApiKey administrator() {
        return administrator;
    }

    public OfflineServiceAccount createAccount(String name) {
        OfflineServiceAccount account = new OfflineServiceAccount(RandomIds.itemId(), name, now().getEpochSecond());
        accounts.put(account.id(), account);
        return account;
    }

    public List<OfflineServiceAccount> accounts() {
        return List.copyOf(accounts.values());
    }

    /**
     * Finds an account.
     *
     * @throws HttpErrorException if there is none of that id
     */
    public OfflineServiceAccount account(String id) {
        OfflineServiceAccount found = accounts.get(id);
        if (found == null) {
            throw notFound("service_account_not_found", "A service account with id '" + id + "' was not found.");
        }
        return found;
    }

    public OfflineApiKey createKey(OfflineServiceAccount owner, Secret secret, KeyRules rules) {
        return add(owner.id(), secret, rules);
    }

    private OfflineApiKey add(String userId, Secret secret, KeyRules rules) {
        OfflineApiKey key = new OfflineApiKey(userId, secret, rules, now());
        keys.put(key.id(), key);
        keysByHash.put(key.hash(), key);
        return key;
    }

    /** Returns the keys of an account, without those that were deleted. */
    public List<OfflineApiKey> keys(OfflineServiceAccount owner) {
        return keys.values().stream()
                .filter(key -> key.userId().equals(owner.id()) && key.state() != OfflineApiKey.State.DELETED)
                .toList();
    }

    /** Returns every key there is or was. */
    public List<OfflineApiKey> keys() {
        return new ArrayList<>(keys.values());
    }

    /**
     * Finds a key of an account.
     *
     * @throws HttpErrorException if the account has none of that id any more
     */
    public OfflineApiKey key(OfflineServiceAccount owner, String id) {
        return keys(owner).stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElseThrow(() -> keyNotFound(id));
    }

    /** Finds a key, deleted or not, by its id. */
    public Optional<OfflineApiKey> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** Finds a key, deleted or not, by what a client sent. */
    Optional<OfflineApiKey> findBySecret(String secret) {
        return Optional.ofNullable(keysByHash.get(Secret.hash(secret)));
    }

    public static HttpErrorException keyNotFound(String id) {
        return notFound("api_key_not_found", "An API key with id '" + id + "' was not found.");
    }

    private static HttpErrorException notFound(String code, String message) {
        return HttpErrorException.of(404, "not_found", code, code, message, null);
    }

    /** Returns the credits of all keys together. */
    long credits() {
        return keys.values().stream().mapToLong(OfflineApiKey::credits).sum();
    }

    /** Sets whether holders may disable keys, whatever the keys say; null for what the keys say. */
    public void thirdPartyDisabling(@Nullable Boolean allowed) {
        thirdPartyDisabling = allowed;
    }

    /** Returns whether who holds a key may disable it; if nobody said anything, yes. */
    public boolean isSelfDisableAllowed(OfflineApiKey key) {
        Boolean keySetting = key.rules().thirdPartyDisableAllowed();
        return thirdPartyDisabling != null ? thirdPartyDisabling : keySetting == null || keySetting;
    }
}
