package dev.parlando.internal.json;

import dev.parlando.account.TokenType;

/** The paths of the calls about the account. Stateless. */
public final class AccountPath {
    /** Path for listing and creating service accounts. */
    public static final String SERVICE_ACCOUNTS = "/v1/service-accounts";

    /** Path for disabling the key that makes the call. */
    public static final String DISABLE_OWN_KEY = "/v1/workspaces/api-keys/disable?api_key_name=self";

    /** Path for setting the workspace's policy. */
    public static final String THIRD_PARTY_DISABLING = "/v1/workspaces/api-keys/third-party-disabling";

    /** Path for reading the plan and the credits. */
    public static final String SUBSCRIPTION = "/v1/user/subscription";

    private AccountPath() {}

    /** Returns the path for listing and creating the keys of a service account. */
    public static String keys(String serviceAccountId) {
        return SERVICE_ACCOUNTS + "/" + RequestPath.segment("service_account_user_id", serviceAccountId) + "/api-keys";
    }

    /** Returns the path for changing and deleting a key. */
    public static String key(String serviceAccountId, String keyId) {
        return keys(serviceAccountId) + "/" + RequestPath.segment("api_key_id", keyId);
    }

    /** Returns the path for creating a token. */
    public static String token(TokenType type) {
        return "/v1/single-use-token/" + type.value();
    }
}
