package dev.parlando.offline.calls;

import dev.parlando.offline.account.ApiKey;
import dev.parlando.offline.api.Call;
import dev.parlando.offline.api.Exchange;
import dev.parlando.offline.api.Routes;
import dev.parlando.offline.limits.Slots;
import dev.parlando.offline.limits.Workspace;

/** Serves the calls for speech. Confined to the event loop. */
final class SpeechApi {
    private final SpeechCallReader reader;
    private final Workspace workspace;
    private final Studio studio;

    SpeechApi(SpeechCallReader reader, Workspace workspace, Studio studio) {
        this.reader = reader;
        this.workspace = workspace;
        this.studio = studio;
    }

    void addTo(Routes routes) {
        for (Delivery delivery : Delivery.values()) {
            routes.addSpeech(
                    "/v1/text-to-speech/*" + delivery.path(), (call, exchange) -> speak(call, exchange, delivery));
        }
    }

    /** Charges the key at once, so that many requests cannot pass its limit together, and refunds what got no audio. */
    private void speak(Call call, Exchange exchange, Delivery delivery) {
        SpeechCall speech = reader.read(call.variable(0), call.query(), call.body(), delivery);
        ApiKey key = call.key();
        int cost = speech.characterCost();
        key.charge(cost);
        Slots.Place place = workspace.place(
                speech.model().concurrencyGroup(),
                admission -> new SpeechJob(speech, exchange, admission, studio).start());
        exchange.whenOver(served -> {
            if (!exchange.isStarted()) {
                key.refund(cost);
            }
            place.leave(served);
        });
        place.enter();
    }
}
