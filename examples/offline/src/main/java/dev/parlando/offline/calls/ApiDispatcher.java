package dev.parlando.offline.calls;

import dev.parlando.offline.account.Authenticator;
import dev.parlando.offline.account.KeyRegistry;
import dev.parlando.offline.account.SingleUseTokens;
import dev.parlando.offline.api.ApiRouter;
import dev.parlando.offline.api.OfflineExchange;
import dev.parlando.offline.control.OfflineKeysApi;
import dev.parlando.offline.control.OfflineLimitsApi;
import dev.parlando.offline.control.OfflineSocketFaultsApi;
import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.limits.Workspace;
import dev.parlando.offline.script.AnswerQueue;
import dev.parlando.offline.voices.ModelCatalog;
import dev.parlando.offline.voices.VoiceCatalog;
import io.netty.handler.codec.http.FullHttpRequest;

/**
 * The entry point for requests: the service's calls that exist offline, and additional calls of this server.
 *
 * <p>Threading: confined to the event loop.
 */
public final class ApiDispatcher {
    private final ApiRouter router;

    /** Creates the routes; {@code authenticator} admits the tokens that these calls issue. */
    public ApiDispatcher(
            KeyRegistry keys,
            SingleUseTokens tokens,
            Authenticator authenticator,
            VoiceCatalog voices,
            Workspace workspace,
            AnswerQueue answers,
            SpeechContext studio) {
        router = new ApiRouter(authenticator, workspace);
        ModelCatalog models = new ModelCatalog();
        new SpeechApi(
                        new SpeechRequestParser(voices, models),
                        new DialogueRequestParser(voices, models),
                        workspace,
                        answers,
                        studio)
                .register(router);
        new CatalogApi(voices, models).register(router);
        new ServiceAccountApi(keys).register(router);
        new UserApi(keys, tokens).register(router);
        new OfflineLimitsApi(workspace).register(router);
        new OfflineSocketFaultsApi(workspace.socketFaults()).register(router);
        new OfflineKeysApi(keys).register(router);
    }

    /** Serves the request. The response may be sent after this method returns. */
    public void handle(FullHttpRequest request, OfflineExchange exchange) {
        try {
            router.serve(request, exchange);
        } catch (HttpErrorException refusal) {
            exchange.sendError(refusal);
        }
    }
}
