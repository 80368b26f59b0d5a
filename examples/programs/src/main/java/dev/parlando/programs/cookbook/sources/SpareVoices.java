package dev.parlando.programs.cookbook.sources;

import dev.parlando.SpeechEngine;
import dev.parlando.fallback.FallbackSpeech;
import dev.parlando.fallback.FallbackStep;
import dev.parlando.fallback.ProgramSpeech;
import dev.parlando.speech.SpeechSource;
import java.time.Duration;

/** Speaks with a faster model while the account is saturated, and with a local program if the service fails. */
final class SpareVoices {
    private SpareVoices() {}

    // region
    static FallbackSpeech chain(SpeechEngine engine, SpeechSource local) {
        return FallbackSpeech.of(
                FallbackStep.of(engine)
                        .withGovernor(engine.governor()) // Skipped while its limit is saturated.
                        .withFirstByteLimit(Duration.ofSeconds(3)),
                FallbackStep.of(engine)
                        .withRequest(request ->
                                request.toBuilder().model("eleven_flash_v2_5").build())
                        .withFirstByteLimit(Duration.ofSeconds(2)),
                FallbackStep.of(local)); // Such as localVoice().
    }

    /** Returns a voice that needs no network, for requests in {@code pcm_22050}. */
    static ProgramSpeech localVoice() {
        return ProgramSpeech.wav("espeak-ng", "--stdin", "--stdout");
    }
    // endregion
}
