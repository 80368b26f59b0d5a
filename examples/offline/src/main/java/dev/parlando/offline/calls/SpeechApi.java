package dev.parlando.offline.calls;

import dev.parlando.offline.account.OfflineApiKey;
import dev.parlando.offline.api.ApiRouter;
import dev.parlando.offline.api.OfflineExchange;
import dev.parlando.offline.limits.ConcurrencySlots;
import dev.parlando.offline.limits.SlotGrant;
import dev.parlando.offline.limits.Workspace;
import dev.parlando.offline.script.AnswerContent;
import dev.parlando.offline.script.AnswerPlan;
import dev.parlando.offline.script.AnswerQueue;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;

/** The endpoints for speech and dialogue. Threading: confined to the event loop. */
final class SpeechApi {
    private final SpeechRequestParser parser;
    private final DialogueRequestParser dialogueParser;
    private final Workspace workspace;
    private final AnswerQueue answers;
    private final SpeechContext context;

    SpeechApi(
            SpeechRequestParser parser,
            DialogueRequestParser dialogueParser,
            Workspace workspace,
            AnswerQueue answers,
            SpeechContext context) {
        this.parser = parser;
        this.dialogueParser = dialogueParser;
        this.workspace = workspace;
        this.answers = answers;
        this.context = context;
    }

    void register(ApiRouter router) {
        for (SpeechEndpoint endpoint : SpeechEndpoint.values()) {
            router.addSpeech(
                    "/v1/text-to-speech/*" + endpoint.pathSuffix(),
                    (call, exchange) -> speak(
                            parser.parse(call.pathVariable(0), call.query(), call.body(), endpoint, isSpoken()),
                            call.key(),
                            exchange));
            router.addSpeech(
                    "/v1/text-to-dialogue" + endpoint.pathSuffix(),
                    (call, exchange) -> speak(dialogueParser.parse(call, endpoint, isSpoken()), call.key(), exchange));
        }
    }

    /** Returns whether the offline voice speaks the next text, so that it must be able to. */
    private boolean isSpoken() {
        return answers.peek().content() == AnswerContent.OFFLINE_VOICE;
    }

    /**
     * Charges the key immediately, so that concurrent requests cannot exceed its limit together. Refunds requests that
     * receive no audio.
     */
    private void speak(AcceptedSpeech speech, OfflineApiKey key, OfflineExchange exchange) {
        int cost = speech.characterCost();
        key.charge(cost);
        AnswerPlan answer = answers.take();
        ConcurrencySlots.SlotRequest slotRequest = workspace.newSlotRequest(
                speech.model().concurrencyGroup(), grant -> start(answer, speech, exchange, grant));
        exchange.onComplete(served -> {
            if (!exchange.isStarted()) {
                key.refund(cost);
            }
            slotRequest.release(served);
        });
        slotRequest.submit();
    }

    private void start(AnswerPlan answer, AcceptedSpeech speech, OfflineExchange exchange, SlotGrant grant) {
        if (answer.isUnscripted()) {
            new SpeechJob(speech, exchange, grant, context).start();
        } else {
            boolean raw = answer.content() instanceof AnswerContent.Body;
            HttpHeaders headers = raw ? new DefaultHttpHeaders() : SpeechJob.headers(speech, grant);
            new ScriptedJob(answer, speech, exchange, context, headers).start();
        }
    }
}
