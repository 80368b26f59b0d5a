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
 * Is one key of the workspace: what it may do, whether it still works, and what it was used for. It does not hold the
 * secret, only its hash.
 *
 * <p>Threading: confined to the event loop.
 */
public final class OfflineApiKey {
    /** Says whether a key works, and if not, why. */
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
     * Describes a new key.
     *
     * @param userId whose it is
     * @param secret what a client must send
     * @param rules what it may do
     * @param created when it was made
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

    /** Returns the service's word for why the key is disabled; null if it is not, or if its owner just wanted so. */
    public @Nullable String disableReason() {
        return disableReason;
    }

    public void enable() {
        state = State.ENABLED;
        disableReason = null;
    }

    /**
     * Makes the key useless until it is enabled again.
     *
     * @param reason the service's word for it; null if its owner just wanted so
     */
    public void disable(@Nullable String reason) {
        state = State.DISABLED;
        disableReason = reason;
    }

    /** Makes the key useless for ever. */
    public void delete() {
        state = State.DELETED;
    }

    /** Counts a request that the key was good for. */
    void recordUse(Instant now) {
        requests++;
        lastUsed = now;
    }

    /** Counts a request that was refused because the key does not work, or else by its rules. */
    void recordRefusal(Instant now) {
        lastUsed = now;
        switch (state) {
            case ENABLED -> refusedByRules++;
            case DISABLED -> refusedDisabled++;
            case DELETED -> refusedDeleted++;
        }
    }

    /**
     * Takes credits for a request.
     *
     * @throws HttpErrorException if the key may not use as many
     */
    public void charge(int cost) {
        Long limit = rules.characterLimit();
        if (limit != null && credits + cost > limit) {
            // It was counted when it was let in.
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

    /** Gives back the credits for a request that got no audio. */
    public void refund(int cost) {
        credits -= cost;
    }

    long credits() {
        return credits;
    }

    public KeyUsage usage() {
        return new KeyUsage(requests, refusedDisabled, refusedDeleted, refusedByRules, credits, lastUsed);
    }

    /** Returns the key as the service describes one. */
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
