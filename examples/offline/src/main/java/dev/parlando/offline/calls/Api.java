package dev.parlando.offline.calls;

import dev.parlando.offline.account.Doorkeeper;
import dev.parlando.offline.account.KeyRegistry;
import dev.parlando.offline.account.SingleUseTokens;
import dev.parlando.offline.api.Exchange;
import dev.parlando.offline.api.Routes;
import dev.parlando.offline.json.Refusal;
import dev.parlando.offline.limits.Workspace;
import dev.parlando.offline.voices.ModelCatalog;
import dev.parlando.offline.voices.VoiceCatalog;
import io.netty.handler.codec.http.FullHttpRequest;

/**
 * Does what a request asks for: the calls of the service that exist offline, and some of our own.
 *
 * <p>Threading: confined to the event loop.
 */
public final class Api {
    private final Routes routes;

    public Api(KeyRegistry keys, VoiceCatalog voices, Workspace workspace, Studio studio) {
        SingleUseTokens tokens = new SingleUseTokens(studio.time());
        routes = new Routes(new Doorkeeper(keys, tokens), workspace);
        ModelCatalog models = new ModelCatalog();
        new SpeechApi(new SpeechCallReader(voices, models), workspace, studio).addTo(routes);
        new CatalogApi(voices, models).addTo(routes);
        new ServiceAccountApi(keys).addTo(routes);
        new UserApi(keys, tokens).addTo(routes);
        new LimitsPage(workspace).addTo(routes);
        new KeysPage(keys).addTo(routes);
    }

    /** Answers the request, at once or later. */
    public void handle(FullHttpRequest request, Exchange exchange) {
        try {
            routes.serve(request, exchange);
        } catch (Refusal refusal) {
            exchange.refuse(refusal);
        }
    }
}
