package dev.parlando.fleet;

// region
import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.SharedGovernor;

/** An engine that divides the limit of its account with those of other machines. */
final class FleetExample implements AutoCloseable {
    private final SharedGovernor governor = SpeechEngine.createGovernor(GovernorSettings.DEFAULT);
    final Fleet fleet;
    final SpeechEngine engine;

    /** Joins the engines of an account, such as those of {@code FleetSettings.of(uri, "speech-production")}. */
    FleetExample(SpeechEngineBuilder builder, FleetSettings settings) {
        fleet = Fleet.join(settings, governor);
        engine = builder.governor(governor)
                .listener(fleet.listener()) // Counts the characters of each key.
                .build();
    }

    @Override
    public void close() {
        engine.close();
        fleet.close();
        governor.close();
    }
}
// endregion
