package dev.parlando.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.credits.CreditCount;
import dev.parlando.credits.CreditMeter;
import dev.parlando.credits.CreditMeterSettings;
import dev.parlando.credits.CreditSource;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.speech.SpeechRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Checks that a meter receives the cost that the service reports, and the estimated cost if none is reported. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CreditsTest {
    private static final ApiKey KEY = ApiKey.of("sk_5ecret");

    @Test
    void countsReportedAndEstimatedCreditsByKeyAndModel() {
        CreditMeter meter = CreditMeter.create(CreditMeterSettings.DEFAULT);
        try (ScriptedServer server = ScriptedServer.start(CreditsTest::answer);
                SpeechEngine engine = SpeechEngine.builder()
                        .baseUrl(server.baseUrl())
                        .apiKey(KEY)
                        .creditMeter(meter)
                        .governor(GovernorSettings.OFF)
                        .build()) {
            speak(engine, "Priced", "eleven_v3");
            speak(engine, "Priced", "eleven_v3");
            speak(engine, "Eight \uD83C\uDF89.", "eleven_flash_v2_5");
            speak(engine, "Refused", "eleven_v3");
        }
        List<CreditCount> counts = meter.counts();
        assertThat(counts).allMatch(count -> count.keyFingerprint().equals(KEY.fingerprint()));
        assertThat(counts).allMatch(count -> count.source() == CreditSource.RECORDED);
        assertThat(counts)
                .extracting(CreditCount::model, CreditCount::uses, CreditCount::credits, CreditCount::estimatedCredits)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("eleven_v3", 2L, 14L, 0L),
                        org.assertj.core.groups.Tuple.tuple("eleven_flash_v2_5", 1L, 4L, 4L));
    }

    private static void speak(SpeechEngine engine, String text, String model) {
        CollectingHandler collected = new CollectingHandler();
        engine.stream(SpeechRequest.builder(text).voice("v").model(model).build(), collected)
                .completion()
                .toCompletableFuture()
                .handle((result, failure) -> failure == null)
                .join();
    }

    private static void answer(ScriptedStream stream) {
        if (stream.body().contains("Refused")) {
            stream.head(400, "content-type", "application/json")
                    .end("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } else if (stream.body().contains("Priced")) {
            stream.head(200, "content-type", "audio/mpeg", "character-cost", "7")
                    .end(new byte[3]);
        } else {
            stream.head(200, "content-type", "audio/mpeg").end(new byte[3]);
        }
    }
}
