package dev.parlando.examples.offline;

import io.netty.handler.codec.http.FullHttpRequest;

/**
 * Does what a request asks for: the calls of the service that exist offline, and some of our own.
 *
 * <p>Threading: confined to the event loop.
 */
final class Api {
    private final Routes routes;

    Api(KeyRegistry keys, VoiceCatalog voices, Workspace workspace, Studio studio) {
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
    void handle(FullHttpRequest request, Exchange exchange) {
        try {
            routes.serve(request, exchange);
        } catch (Refusal refusal) {
            exchange.refuse(refusal);
        }
    }
}
