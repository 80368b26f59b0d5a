package dev.parlando.offline.control;

import dev.parlando.offline.account.KeyRegistry;
import dev.parlando.offline.account.OfflineApiKey;
import dev.parlando.offline.api.ApiCall;
import dev.parlando.offline.api.ApiRouter;
import dev.parlando.offline.json.JsonReader;
import dev.parlando.offline.load.KeyUsage;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints that report the usage of every key and disable keys as the service itself does. Their paths do not
 * exist in the service. Threading: confined to the event loop.
 */
public final class OfflineKeysApi {
    private static final List<String> REASONS =
            List.of("trial_ended", "subscription_downgrade", "exposed_publicly", "self_disabled");

    private final KeyRegistry keys;

    public OfflineKeysApi(KeyRegistry keys) {
        this.keys = keys;
    }

    public void register(ApiRouter router) {
        router.addAdministrative(HttpMethod.GET, "/offline/keys", call -> show());
        router.addAdministrative(HttpMethod.GET, "/offline/keys/*", call -> members(key(call)));
        router.addAdministrative(HttpMethod.PUT, "/offline/keys/*", this::change);
    }

    private Object show() {
        return Map.of("keys", keys.keys().stream().map(OfflineKeysApi::members).toList());
    }

    private Object change(ApiCall call) {
        OfflineApiKey key = key(call);
        if (key.state() == OfflineApiKey.State.DELETED) {
            throw KeyRegistry.keyNotFound(key.id());
        }
        JsonReader reader = call.bodyReader();
        String reason = reader.enumValue("disable_reason", REASONS);
        if (!reader.has("disable_reason")) {
            reader.requiredString("disable_reason");
        }
        reader.throwIfInvalid();
        if (reason == null) {
            key.enable();
        } else {
            key.disable(reason);
        }
        return members(key);
    }

    private OfflineApiKey key(ApiCall call) {
        String id = call.pathVariable(0);
        return keys.find(id).orElseThrow(() -> KeyRegistry.keyNotFound(id));
    }

    private static Map<String, @Nullable Object> members(OfflineApiKey key) {
        KeyUsage usage = key.usage();
        Instant lastUsed = usage.lastUsed();
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("key_id", key.id());
        json.put("name", key.rules().name());
        json.put("service_account_user_id", key.userId());
        json.put("state", key.state().name().toLowerCase(Locale.ROOT));
        json.put("disable_reason", key.disableReason());
        json.put("requests", usage.requests());
        json.put("refused_disabled", usage.refusedDisabled());
        json.put("refused_deleted", usage.refusedDeleted());
        json.put("refused_by_rules", usage.refusedByRules());
        json.put("credits", usage.credits());
        json.put("last_used_unix", lastUsed == null ? null : lastUsed.getEpochSecond());
        return json;
    }
}
