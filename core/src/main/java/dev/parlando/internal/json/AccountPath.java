package dev.parlando.internal.json;

import dev.parlando.account.TokenType;

/** Builds the path of each call about the account. Stateless. */
public final class AccountPath {
    /** Lists and creates service accounts. */
    public static final String SERVICE_ACCOUNTS = "/v1/service-accounts";

    /** Disables the key that makes the call. */
    public static final String DISABLE_OWN_KEY = "/v1/workspaces/api-keys/disable?api_key_name=self";

    /** Sets the workspace's policy. */
    public static final String THIRD_PARTY_DISABLING = "/v1/workspaces/api-keys/third-party-disabling";

    /** Tells plan and credits. */
    public static final String SUBSCRIPTION = "/v1/user/subscription";

    private AccountPath() {}

    /** Lists and creates the keys of a service account. */
    public static String keys(String serviceAccountId) {
        return SERVICE_ACCOUNTS + "/" + RequestPath.segment("service_account_user_id", serviceAccountId) + "/api-keys";
    }

    /** Changes and deletes a key. */
    public static String key(String serviceAccountId, String keyId) {
        return keys(serviceAccountId) + "/" + RequestPath.segment("api_key_id", keyId);
    }

    /** Creates a token. */
    public static String token(TokenType type) {
        return "/v1/single-use-token/" + type.value();
    }
}
