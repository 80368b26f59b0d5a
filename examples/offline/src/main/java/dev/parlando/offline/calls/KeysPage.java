package dev.parlando.offline.calls;

import dev.parlando.offline.account.ApiKey;
import dev.parlando.offline.account.KeyRegistry;
import dev.parlando.offline.api.Call;
import dev.parlando.offline.api.Routes;
import dev.parlando.offline.json.Fields;
import dev.parlando.offline.load.KeyUsage;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows what every key was used for, and disables keys as the service itself does, at paths that the service does not
 * have. Confined to the event loop.
 */
final class KeysPage {
    private static final List<String> REASONS =
            List.of("trial_ended", "subscription_downgrade", "exposed_publicly", "self_disabled");

    private final KeyRegistry keys;

    KeysPage(KeyRegistry keys) {
        this.keys = keys;
    }

    void addTo(Routes routes) {
        routes.addOffline(HttpMethod.GET, "/offline/keys", call -> show());
        routes.addOffline(HttpMethod.GET, "/offline/keys/*", call -> members(key(call)));
        routes.addOffline(HttpMethod.PUT, "/offline/keys/*", this::change);
    }

    private Object show() {
        return Map.of("keys", keys.keys().stream().map(KeysPage::members).toList());
    }

    private Object change(Call call) {
        ApiKey key = key(call);
        if (key.state() == ApiKey.State.DELETED) {
            throw KeyRegistry.keyNotFound(key.id());
        }
        Fields fields = call.fields();
        String reason = fields.oneOf("disable_reason", REASONS);
        if (!fields.has("disable_reason")) {
            fields.requiredString("disable_reason");
        }
        fields.refuseProblems();
        if (reason == null) {
            key.enable();
        } else {
            key.disable(reason);
        }
        return members(key);
    }

    private ApiKey key(Call call) {
        String id = call.variable(0);
        return keys.find(id).orElseThrow(() -> KeyRegistry.keyNotFound(id));
    }

    private static Map<String, @Nullable Object> members(ApiKey key) {
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
