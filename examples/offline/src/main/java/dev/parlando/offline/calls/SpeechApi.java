package dev.parlando.offline.calls;

import dev.parlando.offline.account.OfflineApiKey;
import dev.parlando.offline.api.ApiCall;
import dev.parlando.offline.api.ApiRouter;
import dev.parlando.offline.api.OfflineExchange;
import dev.parlando.offline.limits.ConcurrencySlots;
import dev.parlando.offline.limits.Workspace;

/** The endpoints for speech. Threading: confined to the event loop. */
final class SpeechApi {
    private final SpeechRequestParser parser;
    private final Workspace workspace;
    private final SpeechContext context;

    SpeechApi(SpeechRequestParser parser, Workspace workspace, SpeechContext context) {
        this.parser = parser;
        this.workspace = workspace;
        this.context = context;
    }

    void register(ApiRouter router) {
        for (SpeechEndpoint endpoint : SpeechEndpoint.values()) {
            router.addSpeech(
                    "/v1/text-to-speech/*" + endpoint.pathSuffix(),
                    (call, exchange) -> speak(call, exchange, endpoint));
        }
    }

    /**
     * Charges the key immediately, so that concurrent requests cannot exceed its limit together. Refunds requests that
     * receive no audio.
     */
    private void speak(ApiCall call, OfflineExchange exchange, SpeechEndpoint endpoint) {
        ValidatedSpeechRequest speech = parser.parse(call.pathVariable(0), call.query(), call.body(), endpoint);
        OfflineApiKey key = call.key();
        int cost = speech.characterCost();
        key.charge(cost);
        ConcurrencySlots.SlotRequest slotRequest = workspace.newSlotRequest(
                speech.model().concurrencyGroup(), grant -> new SpeechJob(speech, exchange, grant, context).start());
        exchange.onComplete(served -> {
            if (!exchange.isStarted()) {
                key.refund(cost);
            }
            slotRequest.release(served);
        });
        slotRequest.submit();
    }
}
