package dev.parlando.offline.calls;

import dev.parlando.offline.account.Doorkeeper;
import dev.parlando.offline.account.KeyRegistry;
import dev.parlando.offline.account.Permission;
import dev.parlando.offline.account.SingleUseTokens;
import dev.parlando.offline.account.Subscription;
import dev.parlando.offline.api.Call;
import dev.parlando.offline.api.Routes;
import dev.parlando.offline.json.Fields;
import dev.parlando.offline.json.Refusal;
import io.netty.handler.codec.http.HttpMethod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Serves the calls about whoever calls: the user, the subscription, the key in use, and tokens that stand for it. */
final class UserApi {
    private static final String TOKENS = "/v1/single-use-token/";
    private static final List<String> TOKENS_FOR_LISTENING = List.of("realtime_scribe", "batch_scribe");

    private final KeyRegistry keys;
    private final SingleUseTokens tokens;
    private final Subscription subscription;

    UserApi(KeyRegistry keys, SingleUseTokens tokens) {
        this.keys = keys;
        this.tokens = tokens;
        subscription = new Subscription(keys);
    }

    void addTo(Routes routes) {
        routes.add(HttpMethod.GET, "/v1/user", Permission.USER_READ, call -> subscription.describeUser(call.key()));
        routes.add(
                HttpMethod.GET,
                "/v1/user/subscription",
                Permission.USER_READ,
                call -> subscription.describeWithInvoices());
        addToken(routes, Doorkeeper.TOKEN_FOR_SPEECH, Permission.TEXT_TO_SPEECH);
        TOKENS_FOR_LISTENING.forEach(type -> addToken(routes, type, Permission.SPEECH_TO_TEXT));
        routes.addForAnyKey(HttpMethod.POST, TOKENS + "*", UserApi::refuseToken);
        routes.addForAnyKey(HttpMethod.POST, "/v1/workspaces/api-keys/disable", this::disable);
        routes.add(
                HttpMethod.POST,
                "/v1/workspaces/api-keys/third-party-disabling",
                Permission.WORKSPACE_WRITE,
                this::setPolicy);
    }

    private void addToken(Routes routes, String type, String permission) {
        routes.add(HttpMethod.POST, TOKENS + type, permission, call -> Map.of("token", tokens.mint(call.key(), type)));
    }

    private static Object refuseToken(Call call) {
        List<String> types = new ArrayList<>(TOKENS_FOR_LISTENING);
        types.add(Doorkeeper.TOKEN_FOR_SPEECH);
        Fields path = Fields.of(Map.of("token_type", call.variable(0)), "path");
        path.oneOf("token_type", types);
        path.refuseProblems();
        throw new AssertionError("there is a route for it");
    }

    private Object disable(Call call) {
        Fields query = call.parameters();
        query.requiredString("api_key_name");
        query.oneOf("api_key_name", List.of("self"));
        query.refuseProblems();
        if (!keys.holderMayDisable(call.key())) {
            throw Refusal.of(
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

    private Object setPolicy(Call call) {
        Fields fields = call.fields();
        Boolean allowed = fields.bool("third_party_disable_allowed");
        fields.refuseProblems();
        keys.thirdPartyDisabling(allowed);
        return Map.of();
    }
}
