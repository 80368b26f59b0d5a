package dev.parlando.command.bench.load;

import dev.parlando.SpeechEngine;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One engine for each service, whose connections stay open. */
final class SharedEngines implements EngineSupply {
    private final List<SpeechEngine> engines;

    SharedEngines(List<ServiceEndpoint> endpoints) {
        engines = endpoints.stream()
                .map(endpoint -> endpoint.builders().get().build())
                .toList();
    }

    @Override
    public CompletableFuture<EngineLease> lease(int region) {
        EngineLease lease = new EngineLease(engines.get(region), null, () -> {});
        return CompletableFuture.completedFuture(lease);
    }

    @Override
    public void close() {
        engines.forEach(SpeechEngine::close);
    }
}
