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
 * The service accounts of the workspace and all their keys, deleted ones included, indexed by the hash of the secret.
 *
 * <p>Initially there is one account without keys, and the administrator's key. That key belongs to no account and has
 * all permissions. Threading: confined to the event loop.
 */
public final class KeyRegistry {
    /** Id of the user to whom the administrator's key belongs. */
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
     * Returns the account with the given id.
     *
     * @throws HttpErrorException if there is no such account
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

    /** Returns the keys of an account, except deleted ones. */
    public List<OfflineApiKey> keys(OfflineServiceAccount owner) {
        return keys.values().stream()
                .filter(key -> key.userId().equals(owner.id()) && key.state() != OfflineApiKey.State.DELETED)
                .toList();
    }

    /** Returns all keys, deleted ones included. */
    public List<OfflineApiKey> keys() {
        return new ArrayList<>(keys.values());
    }

    /**
     * Returns the key of an account with the given id.
     *
     * @throws HttpErrorException if the account has no such key, or the key was deleted
     */
    public OfflineApiKey key(OfflineServiceAccount owner, String id) {
        return keys(owner).stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElseThrow(() -> keyNotFound(id));
    }

    /** Finds a key by its id, even if it was deleted. */
    public Optional<OfflineApiKey> find(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** Finds a key by the secret that a client sent, even if it was deleted. */
    Optional<OfflineApiKey> findBySecret(String secret) {
        return Optional.ofNullable(keysByHash.get(Secret.hash(secret)));
    }

    public static HttpErrorException keyNotFound(String id) {
        return notFound("api_key_not_found", "An API key with id '" + id + "' was not found.");
    }

    private static HttpErrorException notFound(String code, String message) {
        return HttpErrorException.of(404, "not_found", code, code, message, null);
    }

    /** Returns the credits used by all keys together. */
    long credits() {
        return keys.values().stream().mapToLong(OfflineApiKey::credits).sum();
    }

    /** Sets whether the holder of a key may disable it, overriding the rules of all keys; null to apply these rules. */
    public void thirdPartyDisabling(@Nullable Boolean allowed) {
        thirdPartyDisabling = allowed;
    }

    /** Returns whether the holder of a key may disable it; true if neither the workspace nor the key has a rule. */
    public boolean isSelfDisableAllowed(OfflineApiKey key) {
        Boolean keySetting = key.rules().thirdPartyDisableAllowed();
        return thirdPartyDisabling != null ? thirdPartyDisabling : keySetting == null || keySetting;
    }
}
