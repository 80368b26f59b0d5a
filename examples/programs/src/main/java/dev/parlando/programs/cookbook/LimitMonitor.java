package dev.parlando.programs.cookbook;

// region
import dev.parlando.SpeechEngine;
import dev.parlando.error.CapacityException;
import dev.parlando.governor.GovernorListener;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.Priority;
import dev.parlando.governor.SaturationAlert;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.SpeechRequest;

/** Speaks ahead of other requests, and reports an account that stays at its maximum. */
final class LimitMonitor implements GovernorListener {
    public static void main(String[] arguments) {
        GovernorSettings settings = GovernorSettings.DEFAULT.withMaxLimit(5); // Leaves the rest to other programs.
        try (SpeechEngine engine = SpeechEngine.builder().governor(settings).build()) {
            engine.governor().addListener(new LimitMonitor());
            System.out.println("limit: " + warn(engine));
        } catch (CapacityException e) {
            System.out.println("no room in time; try again in " + e.retryAfter());
        }
    }

    static int warn(SpeechEngine engine) {
        var request = SpeechRequest.of("Watch out!");
        var options = CallOptions.DEFAULT.withPriority(Priority.LIVE); // Ahead of NORMAL and PREFETCH.
        engine.stream(request, chunk -> ChunkAction.CONTINUE, options).join();
        return engine.governor().snapshot(request.modelId()).limit();
    }

    @Override
    public void onSaturated(SaturationAlert alert) {
        System.out.println("at the maximum because of " + alert.cause()); // THIS_ENGINE or OTHERS
    }
}
// endregion
