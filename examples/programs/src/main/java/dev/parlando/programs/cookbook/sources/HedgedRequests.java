package dev.parlando.programs.cookbook.sources;

import dev.parlando.SpeechEngine;
import dev.parlando.fallback.FallbackSpeech;
import dev.parlando.fallback.FallbackStep;
import dev.parlando.fallback.Hedging;
import java.time.Duration;

/** Sends the slowest requests a second time, to an engine with another region. */
final class HedgedRequests {
    private HedgedRequests() {}

    // region
    static FallbackSpeech chain(SpeechEngine engine, SpeechEngine otherRegion) {
        return FallbackSpeech.of(
                FallbackStep.of(engine).withHedging(Hedging.afterPercentile(95, Duration.ofMillis(200))),
                FallbackStep.of(otherRegion));
    }
    // endregion
}
