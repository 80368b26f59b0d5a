package dev.parlando.offline.calls;

import dev.parlando.offline.account.ApiKey;
import dev.parlando.offline.account.KeyRegistry;
import dev.parlando.offline.account.KeyRules;
import dev.parlando.offline.account.KeyRulesReader;
import dev.parlando.offline.account.Permission;
import dev.parlando.offline.account.Secret;
import dev.parlando.offline.account.ServiceAccount;
import dev.parlando.offline.api.Call;
import dev.parlando.offline.api.Routes;
import dev.parlando.offline.json.Fields;
import dev.parlando.offline.json.Ids;
import io.netty.handler.codec.http.HttpMethod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Serves the calls for service accounts and their keys. Confined to the event loop. */
final class ServiceAccountApi {
    private static final String ACCOUNTS = "/v1/service-accounts";
    private static final String KEYS = ACCOUNTS + "/*/api-keys";
    private static final String KEY = KEYS + "/*";

    private final KeyRegistry keys;

    ServiceAccountApi(KeyRegistry keys) {
        this.keys = keys;
    }

    void addTo(Routes routes) {
        add(routes, HttpMethod.GET, ACCOUNTS, call -> listAccounts());
        add(routes, HttpMethod.POST, ACCOUNTS, this::createAccount);
        add(routes, HttpMethod.GET, KEYS, call -> listKeys(keys.account(call.variable(0))));
        add(routes, HttpMethod.POST, KEYS, this::createKey);
        add(routes, HttpMethod.PATCH, KEY, this::changeKey);
        add(routes, HttpMethod.DELETE, KEY, call -> {
            key(call).delete();
            return Map.of();
        });
    }

    private static void add(Routes routes, HttpMethod method, String path, Function<Call, Object> answer) {
        routes.add(method, path, Permission.SERVICE_ACCOUNT_WRITE, answer);
    }

    private Object listAccounts() {
        return Map.of(
                "service-accounts", keys.accounts().stream().map(this::describe).toList());
    }

    private Map<String, Object> describe(ServiceAccount account) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("service_account_user_id", account.id());
        json.put("name", account.name());
        json.put("created_at_unix", account.createdAtUnix());
        json.putAll(listKeys(account));
        json.put("default_sharing_groups", List.of());
        return json;
    }

    private Map<String, List<Map<String, @Nullable Object>>> listKeys(ServiceAccount account) {
        return Map.of(
                "api-keys", keys.keys(account).stream().map(ApiKey::describe).toList());
    }

    private Object createAccount(Call call) {
        Fields fields = call.fields();
        String name = fields.requiredString("name");
        fields.refuseProblems();
        return Map.of(
                "service-account-user-id",
                keys.createAccount(String.valueOf(name)).id());
    }

    private Object createKey(Call call) {
        ServiceAccount owner = keys.account(call.variable(0));
        KeyRules rules = new KeyRulesReader(call.fields()).create();
        Secret secret = new Secret(Ids.apiKey());
        ApiKey key = keys.createKey(owner, secret, rules);
        return Map.of("xi-api-key", secret.value(), "key_id", key.id());
    }

    private Object changeKey(Call call) {
        ApiKey key = key(call);
        KeyRulesReader reader = new KeyRulesReader(call.fields());
        Boolean enabled = reader.enabled();
        key.rules(reader.change(key.rules()));
        if (Boolean.TRUE.equals(enabled)) {
            key.enable();
        } else if (Boolean.FALSE.equals(enabled) && key.state() == ApiKey.State.ENABLED) {
            key.disable(null);
        }
        return Map.of();
    }

    private ApiKey key(Call call) {
        return keys.key(keys.account(call.variable(0)), call.variable(1));
    }
}
