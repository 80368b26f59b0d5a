package dev.parlando.offline.calls;

import dev.parlando.offline.account.Authenticator;
import dev.parlando.offline.account.KeyRegistry;
import dev.parlando.offline.account.OfflineSubscription;
import dev.parlando.offline.account.Permission;
import dev.parlando.offline.account.SingleUseTokens;
import dev.parlando.offline.api.ApiCall;
import dev.parlando.offline.api.ApiRouter;
import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.JsonReader;
import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The endpoints about the caller: the user, the subscription, the key in use, and single-use tokens for it. */
final class UserApi {
    private static final String TOKENS = "/v1/single-use-token/";
    private static final List<String> TOKENS_FOR_LISTENING = List.of("realtime_scribe", "batch_scribe");

    private final KeyRegistry keys;
    private final SingleUseTokens tokens;
    private final OfflineSubscription subscription;

    UserApi(KeyRegistry keys, SingleUseTokens tokens) {
        this.keys = keys;
        this.tokens = tokens;
        subscription = new OfflineSubscription(keys);
    }

    void register(ApiRouter router) {
        router.add(HttpMethod.GET, "/v1/user", Permission.USER_READ, call -> subscription.userJson(call.key()));
        router.add(
                HttpMethod.GET,
                "/v1/user/subscription",
                Permission.USER_READ,
                call -> subscription.subscriptionWithInvoicesJson());
        addToken(router, Authenticator.TOKEN_FOR_SPEECH, Permission.TEXT_TO_SPEECH);
        TOKENS_FOR_LISTENING.forEach(type -> addToken(router, type, Permission.SPEECH_TO_TEXT));
        router.addForAnyKey(HttpMethod.POST, TOKENS + "*", UserApi::refuseToken);
        router.addForAnyKey(HttpMethod.POST, "/v1/workspaces/api-keys/disable", this::disable);
        router.add(
                HttpMethod.POST,
                "/v1/workspaces/api-keys/third-party-disabling",
                Permission.WORKSPACE_WRITE,
                this::setPolicy);
    }

    private void addToken(ApiRouter router, String type, String permission) {
        router.add(HttpMethod.POST, TOKENS + type, permission, call -> Map.of("token", tokens.issue(call.key(), type)));
    }

    private static Object refuseToken(ApiCall call) {
        List<String> types = new ArrayList<>(TOKENS_FOR_LISTENING);
        types.add(Authenticator.TOKEN_FOR_SPEECH);
        JsonReader path = JsonReader.of(Map.of("token_type", call.pathVariable(0)), "path");
        path.enumValue("token_type", types);
        path.throwIfInvalid();
        throw new AssertionError("there is a route for it");
    }

    private Object disable(ApiCall call) {
        JsonReader query = call.queryReader();
        query.requiredString("api_key_name");
        query.enumValue("api_key_name", List.of("self"));
        query.throwIfInvalid();
        if (!keys.isSelfDisableAllowed(call.key())) {
            throw HttpErrorException.of(
                    403,
                    "authorization_error",
                    "forbidden",
                    "third_party_disable_not_allowed",
                    "Neither this API key nor the workspace allows its holder to disable it.",
                    null);
        }
        call.key().disable("self_disabled");
        return Map.of();
    }

    private Object setPolicy(ApiCall call) {
        JsonReader reader = call.bodyReader();
        Boolean allowed = reader.bool("third_party_disable_allowed");
        reader.throwIfInvalid();
        keys.thirdPartyDisabling(allowed);
        return Map.of();
    }
}
