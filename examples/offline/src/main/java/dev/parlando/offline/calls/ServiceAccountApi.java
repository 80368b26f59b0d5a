package dev.parlando.offline.calls;

import dev.parlando.offline.account.KeyRegistry;
import dev.parlando.offline.account.KeyRules;
import dev.parlando.offline.account.KeyRulesParser;
import dev.parlando.offline.account.OfflineApiKey;
import dev.parlando.offline.account.OfflineServiceAccount;
import dev.parlando.offline.account.Permission;
import dev.parlando.offline.account.Secret;
import dev.parlando.offline.api.ApiCall;
import dev.parlando.offline.api.ApiRouter;
import dev.parlando.offline.json.JsonReader;
import dev.parlando.offline.json.RandomIds;
import io.netty.handler.codec.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The endpoints for service accounts and their keys. Threading: confined to the event loop. */
final class ServiceAccountApi {
    private static final String ACCOUNTS = "/v1/service-accounts";
    private static final String KEYS = ACCOUNTS + "/*/api-keys";
    private static final String KEY = KEYS + "/*";

    private final KeyRegistry keys;

    ServiceAccountApi(KeyRegistry keys) {
        this.keys = keys;
    }

    void register(ApiRouter router) {
        add(router, HttpMethod.GET, ACCOUNTS, call -> listAccounts());
        add(router, HttpMethod.POST, ACCOUNTS, this::createAccount);
        add(router, HttpMethod.GET, KEYS, call -> listKeys(keys.account(call.pathVariable(0))));
        add(router, HttpMethod.POST, KEYS, this::createKey);
        add(router, HttpMethod.PATCH, KEY, this::changeKey);
        add(router, HttpMethod.DELETE, KEY, call -> {
            key(call).delete();
            return Map.of();
        });
    }

    private static void add(ApiRouter router, HttpMethod method, String path, Function<ApiCall, Object> handler) {
        router.add(method, path, Permission.SERVICE_ACCOUNT_WRITE, handler);
    }

    private Object listAccounts() {
        return Map.of(
                "service-accounts", keys.accounts().stream().map(this::describe).toList());
    }

    private Map<String, Object> describe(OfflineServiceAccount account) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("service_account_user_id", account.id());
        json.put("name", account.name());
        json.put("created_at_unix", account.createdAtUnix());
        json.putAll(listKeys(account));
        json.put("default_sharing_groups", List.of());
        return json;
    }

    private Map<String, List<Map<String, @Nullable Object>>> listKeys(OfflineServiceAccount account) {
        return Map.of(
                "api-keys",
                keys.keys(account).stream().map(OfflineApiKey::toJson).toList());
    }

    private Object createAccount(ApiCall call) {
        JsonReader reader = call.bodyReader();
        String name = reader.requiredString("name");
        reader.throwIfInvalid();
        return Map.of(
                "service-account-user-id",
                keys.createAccount(String.valueOf(name)).id());
    }

    private Object createKey(ApiCall call) {
        OfflineServiceAccount owner = keys.account(call.pathVariable(0));
        KeyRules rules = new KeyRulesParser(call.bodyReader()).newRules();
        Secret secret = new Secret(RandomIds.apiKey());
        OfflineApiKey key = keys.createKey(owner, secret, rules);
        return Map.of("xi-api-key", secret.value(), "key_id", key.id());
    }

    private Object changeKey(ApiCall call) {
        OfflineApiKey key = key(call);
        KeyRulesParser reader = new KeyRulesParser(call.bodyReader());
        Boolean enabled = reader.enabled();
        key.rules(reader.updatedRules(key.rules()));
        if (Boolean.TRUE.equals(enabled)) {
            key.enable();
        } else if (Boolean.FALSE.equals(enabled) && key.state() == OfflineApiKey.State.ENABLED) {
            key.disable(null);
        }
        return Map.of();
    }

    private OfflineApiKey key(ApiCall call) {
        return keys.key(keys.account(call.pathVariable(0)), call.pathVariable(1));
    }
}
