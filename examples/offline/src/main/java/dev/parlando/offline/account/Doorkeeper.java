package dev.parlando.offline.account;

import dev.parlando.offline.json.Refusal;
import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in, or refuses it, by the key or the token that it carries.
 *
 * <p>How the service words its refusal of a disabled key, of an address and of a token has not been seen; here they are
 * what its other refusals of that kind look like. Threading: confined to the event loop.
 */
public final class Doorkeeper {
    public static final String TOKEN_FOR_SPEECH = "tts_websocket";

    /** What the service sees to be one of its keys, though not which. */
    private static final Pattern KEY = Pattern.compile("(sk_)?([0-9a-f]{32}|[0-9a-f]{48}|[0-9a-f]{64})");

    private final KeyRegistry keys;
    private final SingleUseTokens tokens;

    public Doorkeeper(KeyRegistry keys, SingleUseTokens tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    /**
     * Checks a key.
     *
     * @param offered what the client sent; null if nothing
     * @param address where the client is
     * @param permission what the key must be good for; null for anything
     * @throws Refusal if the key does not exist or may not do this
     */
    public ApiKey admit(@Nullable String offered, InetAddress address, @Nullable String permission) {
        ApiKey key = known(offered);
        requireWorking(key);
        if (!key.rules().admit(address)) {
            throw refuse(key, notFromThere(address));
        }
        if (permission != null && !key.rules().permit(permission)) {
            throw refuse(key, missing(permission));
        }
        key.use(keys.now());
        return key;
    }

    /** Checks the administrator's key, which opens what the service does not have, even when it is disabled. */
    public ApiKey admitOperator(@Nullable String offered) {
        ApiKey key = known(offered);
        if (key != keys.administrator()) {
            throw refuse(key, missing("of the administrator"));
        }
        return key;
    }

    /**
     * Checks a token, which is used up by that, and returns the key that pays. The token is meant for others than the
     * owner of the key, so it is good at any address.
     */
    public ApiKey admitToken(String token) {
        ApiKey key = tokens.redeem(token, TOKEN_FOR_SPEECH)
                .orElseThrow(() -> unauthorized(
                        "invalid_single_use_token",
                        "The single-use token is unknown, was used before, has expired, or is for another kind of call.",
                        "single_use_token"));
        requireWorking(key);
        key.use(keys.now());
        return key;
    }

    private ApiKey known(@Nullable String offered) {
        if (offered == null) {
            throw Refusal.of(
                    401,
                    "authentication_error",
                    "missing_api_key",
                    "needs_authorization",
                    "Neither authorization header nor xi-api-key received, please provide one.",
                    "xi-api-key");
        }
        return keys.findOffered(offered).orElseThrow(() -> unknown(offered));
    }

    private void requireWorking(ApiKey key) {
        switch (key.state()) {
            case ENABLED -> {}
            case DISABLED -> throw refuse(key, disabled(key.disableReason()));
            case DELETED -> throw refuse(key, invalid());
        }
    }

    private static Refusal disabled(@Nullable String reason) {
        String because = reason == null ? "its owner disabled it" : reason;
        return unauthorized("api_key_disabled", "This API key has been disabled: " + because + ".", null);
    }

    private Refusal refuse(ApiKey key, Refusal refusal) {
        key.refuse(keys.now());
        return refusal;
    }

    private static Refusal unknown(String offered) {
        if (KEY.matcher(offered).matches()) {
            return Refusal.of(
                    400,
                    "authentication_error",
                    "invalid_api_key",
                    "invalid_api_key",
                    "API key is invalid.",
                    "api_key");
        }
        return invalid();
    }

    private static Refusal invalid() {
        return unauthorized("invalid_api_key", "Invalid API key", null);
    }

    private static Refusal missing(String permission) {
        return unauthorized(
                "missing_permissions",
                "The API key you used is missing the permission " + permission + " to execute this operation.",
                null);
    }

    private static Refusal notFromThere(InetAddress address) {
        return Refusal.of(
                403,
                "authorization_error",
                "forbidden",
                "ip_not_allowed",
                "The address " + address.getHostAddress() + " is not in the list of those that may use this API key.",
                null);
    }

    private static Refusal unauthorized(String status, String message, @Nullable String param) {
        return Refusal.of(401, "authentication_error", "unauthorized", status, message, param);
    }
}
