package dev.parlando.programs.cookbook;

// region
import dev.parlando.SpeechEngine;
import dev.parlando.credits.CreditAlert;
import dev.parlando.credits.CreditCount;
import dev.parlando.credits.CreditMeter;
import dev.parlando.credits.CreditMeterSettings;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.SpeechRequest;

/** Counts the credits of each key and model, and reports unusual use. */
final class CreditAlerts {
    public static void main(String[] arguments) {
        CreditMeter meter = CreditMeter.create(CreditMeterSettings.DEFAULT);
        meter.addListener(CreditAlerts::report);
        try (SpeechEngine engine = SpeechEngine.builder().creditMeter(meter).build()) {
            System.out.println(speak(engine, meter) + " credits");
        }
    }

    static long speak(SpeechEngine engine, CreditMeter meter) {
        SpeechRequest request =
                SpeechRequest.builder("Every request is counted.").build();
        engine.stream(request, chunk -> ChunkAction.CONTINUE).join();
        return meter.counts().stream().mapToLong(CreditCount::credits).sum();
    }

    private static void report(CreditAlert alert) {
        System.err.printf(
                "%s: key %s used %d credits this hour, expected %d%n",
                alert.kind(), alert.keyFingerprint(), alert.credits(), alert.expectedCredits());
    }
}
// endregion
