package dev.parlando.programs.cookbook;

// region
import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.Priority;
import dev.parlando.governor.SharedGovernor;
import dev.parlando.network.BaseUrls;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.SpeechRequest;

/** Keeps two engines of one account, one for each region, within the limit of the account. */
final class SharedLimit {
    public static void main(String[] arguments) {
        var american = SpeechEngine.builder().baseUrl(BaseUrls.US);
        var global = SpeechEngine.builder().baseUrl(BaseUrls.GLOBAL);
        System.out.println("limit: " + speakWithBoth(american, global));
    }

    static int speakWithBoth(SpeechEngineBuilder first, SpeechEngineBuilder second) {
        try (SharedGovernor governor = SpeechEngine.createGovernor(GovernorSettings.DEFAULT);
                SpeechEngine one = first.governor(governor).build();
                SpeechEngine other = second.governor(governor).build()) {
            governor.setMaxLimit(5); // This machine's part of the account; may change at any time.
            var later = CallOptions.DEFAULT.withPriority(Priority.PREFETCH);
            var now = CallOptions.DEFAULT.withPriority(Priority.LIVE);
            var cached = other.stream(SpeechRequest.of("For the cache."), chunk -> ChunkAction.CONTINUE, later);
            one.stream(SpeechRequest.of("Watch out!"), chunk -> ChunkAction.CONTINUE, now)
                    .join(); // Ahead of the other engine's request.
            cached.join();
            return governor.snapshot(null).limit();
        }
    }
}
// endregion
