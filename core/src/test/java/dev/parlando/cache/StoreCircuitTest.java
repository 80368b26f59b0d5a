package dev.parlando.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StoreCircuitTest {
    private long now;
    private final StoreCircuit circuit = new StoreCircuit(() -> now);

    @Test
    void letsOneCallPerPauseTryAgain() {
        assertThat(circuit.tryPass()).isTrue();
        circuit.onFailure();
        assertThat(circuit.tryPass()).isFalse();
        now += StoreCircuit.PAUSE_NANOS;
        assertThat(circuit.tryPass()).isTrue();
        assertThat(circuit.tryPass()).isFalse(); // While the first one is still waiting for the store.
        assertThat(circuit.isOpen()).isTrue();
        circuit.onSuccess();
        assertThat(circuit.tryPass()).isTrue();
        assertThat(circuit.isOpen()).isFalse();
    }
}
