package dev.parlando.offline.account;

import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.RandomIds;
import dev.parlando.offline.load.KeyUsage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One API key of the workspace: its rules, its state and its usage. It stores the hash of the secret, not the secret.
 *
 * <p>Threading: confined to the event loop.
 */
public final class OfflineApiKey {
    /** Whether a key is accepted, and the reason if it is not. */
    public enum State {
        ENABLED,
        DISABLED,
        DELETED
    }

    private final String id;
    private final String userId;
    private final String hash;
    private final String hint;
    private final Instant created;
    private KeyRules rules;
    private State state = State.ENABLED;
    private @Nullable String disableReason;
    private long requests;
    private long refusedDisabled;
    private long refusedDeleted;
    private long refusedByRules;
    private long credits;
    private @Nullable Instant lastUsed;

    /**
     * Creates a key.
     *
     * @param userId id of the account that owns the key
     * @param secret the value that a client must send
     * @param rules the permissions and limits of the key
     * @param created when it was created
     */
    OfflineApiKey(String userId, Secret secret, KeyRules rules, Instant created) {
        this.id = RandomIds.itemId();
        this.userId = userId;
        this.hash = secret.hash();
        this.hint = secret.hint();
        this.rules = rules;
        this.created = created;
    }

    public String id() {
        return id;
    }

    public String userId() {
        return userId;
    }

    String hash() {
        return hash;
    }

    String hint() {
        return hint;
    }

    public KeyRules rules() {
        return rules;
    }

    public void rules(KeyRules newRules) {
        rules = newRules;
    }

    public State state() {
        return state;
    }

    /**
     * Returns the service's code for the reason why the key is disabled. Returns null if it is enabled, or if its owner
     * disabled it without a reason.
     */
    public @Nullable String disableReason() {
        return disableReason;
    }

    public void enable() {
        state = State.ENABLED;
        disableReason = null;
    }

    /**
     * Disables the key until it is enabled again.
     *
     * @param reason the service's code for the reason; null if the owner gave none
     */
    public void disable(@Nullable String reason) {
        state = State.DISABLED;
        disableReason = reason;
    }

    /** Disables the key permanently. */
    public void delete() {
        state = State.DELETED;
    }

    /** Counts a request that was admitted with this key. */
    void recordUse(Instant now) {
        requests++;
        lastUsed = now;
    }

    /** Counts a request that was refused because of the state of the key or its rules. */
    void recordRefusal(Instant now) {
        lastUsed = now;
        switch (state) {
            case ENABLED -> refusedByRules++;
            case DISABLED -> refusedDisabled++;
            case DELETED -> refusedDeleted++;
        }
    }

    /**
     * Charges the credits of a request.
     *
     * @throws HttpErrorException if they exceed the character limit of the key
     */
    public void charge(int cost) {
        Long limit = rules.characterLimit();
        if (limit != null && credits + cost > limit) {
            // The request was already counted when it was admitted.
            requests--;
            refusedByRules++;
            throw HttpErrorException.legacy(
                    401,
                    "quota_exceeded",
                    "This request exceeds your API key (" + rules.name() + ") quota of " + limit + ". You have "
                            + Math.max(0, limit - credits) + " credits remaining, while " + cost
                            + " credits are required for this request.");
        }
        credits += cost;
    }

    /** Refunds the credits of a request that received no audio. */
    public void refund(int cost) {
        credits -= cost;
    }

    long credits() {
        return credits;
    }

    public KeyUsage usage() {
        return new KeyUsage(requests, refusedDisabled, refusedDeleted, refusedByRules, credits, lastUsed);
    }

    /** Returns the key in the service's JSON format. */
    public Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", rules.name());
        json.put("hint", hint);
        json.put("key_id", id);
        json.put("service_account_user_id", userId);
        json.put("created_at_unix", created.getEpochSecond());
        json.put("is_disabled", state == State.DISABLED);
        json.put("permissions", rules.permissions());
        json.put("disable_reason", disableReason);
        json.put("character_limit", rules.characterLimit());
        json.put("character_count", credits);
        json.put("hashed_xi_api_key", hash);
        List<AddressRange> ranges = rules.allowedIps();
        json.put(
                "allowed_ips",
                ranges == null
                        ? null
                        : ranges.stream().map(AddressRange::toString).toList());
        json.put("third_party_disable_allowed", rules.thirdPartyDisableAllowed());
        return json;
    }
}
