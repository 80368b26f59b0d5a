package dev.parlando.offline.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Concurrent loading of voices. */
@Timeout(60)
class FreeTtsSynthesizerTest {
    /** Two voices that load concurrently would read their tables into one list, and at least one of them would fail. */
    @Test
    void loadsVoicesSequentially() throws Exception {
        FutureTask<FreeTtsSynthesizer> loading = new FutureTask<>(FreeTtsSynthesizer::new);
        Thread worker = new Thread(loading);
        synchronized (FreeTtsSynthesizer.LOAD_LOCK) {
            worker.start();
            while (worker.getState() != Thread.State.BLOCKED && worker.isAlive()) {
                Thread.onSpinWait();
            }
            assertThat(loading).as("loaded while another voice may be loading").isNotDone();
        }
        assertThat(loading.get(30, TimeUnit.SECONDS)).isNotNull();
    }
}
