package dev.parlando.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parlando.account.AccountKey;
import dev.parlando.account.CreatedKey;
import dev.parlando.account.IpRange;
import dev.parlando.account.KeySpec;
import dev.parlando.account.KeyUpdate;
import dev.parlando.account.Permissions;
import dev.parlando.account.ServiceAccount;
import dev.parlando.account.SingleUseToken;
import dev.parlando.account.Subscription;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.UnexpectedResponseException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of the calls about the account. Stateless.
 *
 * <p>Some field names have hyphens. That of a service account's id has hyphens in one response and underscores in
 * another.
 */
public final class AccountJson {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String THIRD_PARTY_DISABLE_ALLOWED = "third_party_disable_allowed";

    private AccountJson() {}

    /** Reads the list of service accounts. */
    public static List<ServiceAccount> serviceAccounts(byte[] body) {
        return ResponseJson.requireObjects(body, "service-accounts", AccountJson::serviceAccount);
    }

    /** Reads a list of keys. */
    public static List<AccountKey> keys(byte[] body) {
        return ResponseJson.requireObjects(body, "api-keys", AccountJson::key);
    }

    /** Writes the body that creates a service account. */
    public static byte[] newServiceAccount(String name) {
        // The name of a service account follows the rules for the name of a key.
        return write(Map.of("name", KeySpec.of(name, Permissions.ALL).name()));
    }

    /** Reads the id of a service account that was created. */
    public static String createdServiceAccount(byte[] body) {
        return fields(body).required("service-account-user-id");
    }

    /** Writes the body that creates a key. */
    public static byte[] newKey(KeySpec spec) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", spec.name());
        fields.put(
                "permissions",
                spec.permissions().isAll() ? "all" : spec.permissions().names());
        putIfPresent(fields, "character_limit", spec.characterLimit());
        if (!spec.allowedIps().isEmpty()) {
            fields.put(
                    "allowed_ips",
                    spec.allowedIps().stream().map(IpRange::toString).toList());
        }
        putIfPresent(fields, THIRD_PARTY_DISABLE_ALLOWED, spec.thirdPartyDisableAllowed());
        return write(fields);
    }

    private static void putIfPresent(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    /** Reads a key that was created. */
    public static CreatedKey createdKey(byte[] body) {
        JsonFields fields = fields(body);
        String keyId = fields.required("key_id");
        String secret = fields.required("xi-api-key");
        try {
            return new CreatedKey(keyId, ApiKey.of(secret));
        } catch (InvalidRequestException unusable) {
            throw new UnexpectedResponseException("the service created the key " + keyId
                    + " and returned a secret that no request can carry; delete it and create another");
        }
    }

    /** Writes the changes to a key. */
    public static byte[] keyUpdate(KeyUpdate update) {
        if (update.fields().isEmpty()) {
            throw new InvalidRequestException("update", "changes nothing; name at least one field to change");
        }
        return write(update.fields());
    }

    /** Writes the workspace's policy; null for none. */
    public static byte[] thirdPartyDisabling(@Nullable Boolean allowed) {
        return write(Collections.singletonMap(THIRD_PARTY_DISABLE_ALLOWED, allowed));
    }

    /** Reads a token. */
    public static SingleUseToken token(byte[] body) {
        return SingleUseToken.of(fields(body).required("token"));
    }

    /** Reads the plan and its usage. */
    public static Subscription subscription(byte[] body) {
        JsonFields fields = ResponseJson.requireObject(body, "the plan");
        JsonFields overage = fields.nested("current_overage");
        return new Subscription(
                fields.text("tier"),
                fields.text("status"),
                fields.longValue("character_count"),
                fields.longValue("character_limit"),
                limitExtension(fields),
                fields.epochSecond("next_character_count_reset_unix"),
                overage.text("amount"),
                overage.text("currency"),
                fields.isTrue("has_open_invoices"),
                fields.unread());
    }

    private static @Nullable Long limitExtension(JsonFields fields) {
        String name = "max_credit_limit_extension";
        Long unlimited = fields.take(name, node -> "unlimited".equals(node.textValue()) ? Long.MAX_VALUE : null);
        return unlimited == null ? fields.longValue(name) : unlimited;
    }

    private static ServiceAccount serviceAccount(JsonFields fields) {
        return new ServiceAccount(
                fields.required("service_account_user_id"),
                fields.text("name"),
                fields.epochSecond("created_at_unix"),
                fields.objects("api-keys", AccountJson::key),
                fields.unread());
    }

    private static AccountKey key(JsonFields fields) {
        return new AccountKey(
                fields.required("key_id"),
                fields.text("name"),
                fields.text("hint"),
                fields.text("service_account_user_id"),
                fields.epochSecond("created_at_unix"),
                fields.isTrue("is_disabled"),
                fields.text("disable_reason"),
                permissions(fields),
                fields.longValue("character_limit"),
                fields.longValue("character_count"),
                fields.text("hashed_xi_api_key"),
                fields.list("allowed_ips", JsonFields.parsed(IpRange::parse)),
                fields.bool(THIRD_PARTY_DISABLE_ALLOWED),
                fields.unread());
    }

    /** Reads permissions. Null or a missing field means all; values that cannot be read grant nothing. */
    private static Permissions permissions(JsonFields fields) {
        String name = "permissions";
        Permissions all =
                fields.take(name, node -> node.isNull() || "all".equals(node.textValue()) ? Permissions.ALL : null);
        if (all != null || !fields.has(name)) {
            return Permissions.ALL;
        }
        List<String> names = fields.list(name, JsonFields.parsed(AccountJson::checkedPermission));
        if (names.contains("all")) {
            return Permissions.ALL;
        }
        return names.isEmpty() ? Permissions.NONE : Permissions.of(names);
    }

    private static String checkedPermission(String name) {
        return Permissions.of(name).toString();
    }

    private static JsonFields fields(byte[] body) {
        return new JsonFields(ResponseJson.parse(body));
    }

    private static byte[] write(Map<String, ?> fields) {
        try {
            return JSON.writeValueAsBytes(fields);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("plain values can be written", impossible);
        }
    }
}
