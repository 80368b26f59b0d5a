package dev.parlando.command.bench.load;

import dev.parlando.SpeechEngine;
import dev.parlando.governor.GovernorSettings;
import dev.parlando.governor.SharedGovernor;
import dev.parlando.telemetry.ConnectionOpened;
import dev.parlando.telemetry.EngineListener;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A new engine for each stream, so that each opens a connection of its own. The engines of one service share a governor,
 * because the limit is that of the account.
 */
final class ColdEngines implements EngineSupply {
    private final List<ServiceEndpoint> endpoints;
    private final List<SharedGovernor> governors;
    /** Builds and closes engines, which takes milliseconds. */
    private final ExecutorService builders = Executors.newCachedThreadPool(BenchThreads.named("parlando-bench-engine"));

    ColdEngines(List<ServiceEndpoint> endpoints) {
        this.endpoints = endpoints;
        governors = endpoints.stream()
                .map(endpoint -> SpeechEngine.createGovernor(GovernorSettings.DEFAULT))
                .toList();
    }

    @Override
    public CompletableFuture<EngineLease> lease(int region) {
        return CompletableFuture.supplyAsync(() -> open(region), builders);
    }

    private EngineLease open(int region) {
        CompletableFuture<Long> nameLookupNanos = new CompletableFuture<>();
        SpeechEngine engine = endpoints
                .get(region)
                .builders()
                .get()
                .governor(governors.get(region))
                .listener(new EngineListener() {
                    @Override
                    public void onConnectionOpened(ConnectionOpened event) {
                        nameLookupNanos.complete(event.nameLookupNanos());
                    }
                })
                .build();
        return new EngineLease(engine, nameLookupNanos, () -> builders.execute(engine::close));
    }

    @Override
    public void close() {
        builders.shutdown();
        governors.forEach(SharedGovernor::close);
    }
}
