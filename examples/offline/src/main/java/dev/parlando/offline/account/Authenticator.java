package dev.parlando.offline.account;

import dev.parlando.offline.json.HttpErrorException;
import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The authenticator of requests: admits or refuses them by their API key or single-use token.
 *
 * <p>The service's exact responses for a disabled key, a forbidden address and an invalid token have not been observed.
 * Here they follow its other errors of the same kind. Threading: confined to the event loop.
 */
public final class Authenticator {
    public static final String TOKEN_FOR_SPEECH = "tts_websocket";

    /** The form of the service's API keys; an unknown key of this form has its own error response. */
    private static final Pattern KEY = Pattern.compile("(sk_)?([0-9a-f]{32}|[0-9a-f]{48}|[0-9a-f]{64})");

    private final KeyRegistry keys;
    private final SingleUseTokens tokens;

    public Authenticator(KeyRegistry keys, SingleUseTokens tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    /**
     * Checks a key.
     *
     * @param presentedKey the key that the client sent; null if it sent none
     * @param address the address of the client
     * @param permission the required permission; null for none
     * @throws HttpErrorException if the key does not exist or does not permit the request
     */
    public OfflineApiKey authenticate(@Nullable String presentedKey, InetAddress address, @Nullable String permission) {
        OfflineApiKey key = requireKnown(presentedKey);
        requireWorking(key);
        if (!key.rules().allowsAddress(address)) {
            throw recordRefusal(key, addressNotAllowed(address));
        }
        if (permission != null && !key.rules().permits(permission)) {
            throw recordRefusal(key, missingPermission(permission));
        }
        key.recordUse(keys.now());
        return key;
    }

    /**
     * Checks the administrator's key for calls that the service does not have. It is accepted even when it is disabled.
     */
    public OfflineApiKey authenticateAdministrator(@Nullable String presentedKey) {
        OfflineApiKey key = requireKnown(presentedKey);
        if (key != keys.administrator()) {
            throw recordRefusal(key, missingPermission("of the administrator"));
        }
        return key;
    }

    /**
     * Redeems a single-use token and returns the key that is charged. The address list of the key does not apply,
     * because tokens are meant for clients other than the owner of the key.
     */
    public OfflineApiKey authenticateToken(String token) {
        OfflineApiKey key = tokens.redeem(token, TOKEN_FOR_SPEECH)
                .orElseThrow(() -> unauthorized(
                        "invalid_single_use_token",
                        "The single-use token is unknown, was used before, has expired, or is for another kind of call.",
                        "single_use_token"));
        requireWorking(key);
        key.recordUse(keys.now());
        return key;
    }

    private OfflineApiKey requireKnown(@Nullable String presentedKey) {
        if (presentedKey == null) {
            throw HttpErrorException.of(
                    401,
                    "authentication_error",
                    "missing_api_key",
                    "needs_authorization",
                    "Neither authorization header nor xi-api-key received, please provide one.",
                    "xi-api-key");
        }
        return keys.findBySecret(presentedKey).orElseThrow(() -> unknownKey(presentedKey));
    }

    private void requireWorking(OfflineApiKey key) {
        switch (key.state()) {
            case ENABLED -> {}
            case DISABLED -> throw recordRefusal(key, disabledKey(key.disableReason()));
            case DELETED -> throw recordRefusal(key, invalidKey());
        }
    }

    private static HttpErrorException disabledKey(@Nullable String reason) {
        String because = reason == null ? "its owner disabled it" : reason;
        return unauthorized("api_key_disabled", "This API key has been disabled: " + because + ".", null);
    }

    private HttpErrorException recordRefusal(OfflineApiKey key, HttpErrorException refusal) {
        key.recordRefusal(keys.now());
        return refusal;
    }

    private static HttpErrorException unknownKey(String presentedKey) {
        if (KEY.matcher(presentedKey).matches()) {
            return HttpErrorException.of(
                    400,
                    "authentication_error",
                    "invalid_api_key",
                    "invalid_api_key",
                    "API key is invalid.",
                    "api_key");
        }
        return invalidKey();
    }

    private static HttpErrorException invalidKey() {
        return unauthorized("invalid_api_key", "Invalid API key", null);
    }

    private static HttpErrorException missingPermission(String permission) {
        return unauthorized(
                "missing_permissions",
                "The API key you used is missing the permission " + permission + " to execute this operation.",
                null);
    }

    private static HttpErrorException addressNotAllowed(InetAddress address) {
        return HttpErrorException.of(
                403,
                "authorization_error",
                "forbidden",
                "ip_not_allowed",
                "The address " + address.getHostAddress() + " is not in the list of those that may use this API key.",
                null);
    }

    private static HttpErrorException unauthorized(String status, String message, @Nullable String param) {
        return HttpErrorException.of(401, "authentication_error", "unauthorized", status, message, param);
    }
}
