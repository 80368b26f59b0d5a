package dev.parlando.offline.calls;

import dev.parlando.offline.account.OfflineApiKey;
import dev.parlando.offline.api.ApiRouter;
import dev.parlando.offline.api.OfflineExchange;
import dev.parlando.offline.limits.ConcurrencySlots;
import dev.parlando.offline.limits.Workspace;

/** The endpoints for speech and dialogue. Threading: confined to the event loop. */
final class SpeechApi {
    private final SpeechRequestParser parser;
    private final DialogueRequestParser dialogueParser;
    private final Workspace workspace;
    private final SpeechContext context;

    SpeechApi(
            SpeechRequestParser parser,
            DialogueRequestParser dialogueParser,
            Workspace workspace,
            SpeechContext context) {
        this.parser = parser;
        this.dialogueParser = dialogueParser;
        this.workspace = workspace;
        this.context = context;
    }

    void register(ApiRouter router) {
        for (SpeechEndpoint endpoint : SpeechEndpoint.values()) {
            router.addSpeech(
                    "/v1/text-to-speech/*" + endpoint.pathSuffix(),
                    (call, exchange) -> speak(
                            parser.parse(call.pathVariable(0), call.query(), call.body(), endpoint),
                            call.key(),
                            exchange));
            router.addSpeech(
                    "/v1/text-to-dialogue" + endpoint.pathSuffix(),
                    (call, exchange) -> speak(dialogueParser.parse(call, endpoint), call.key(), exchange));
        }
    }

    /**
     * Charges the key immediately, so that concurrent requests cannot exceed its limit together. Refunds requests that
     * receive no audio.
     */
    private void speak(AcceptedSpeech speech, OfflineApiKey key, OfflineExchange exchange) {
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
