package dev.parlando.offline.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Looks at what voices do to one another. */
@Timeout(60)
class FreeTtsSpeakerTest {
    /** Two that load at once would read their tables into one list, and one of them, or both, would fail. */
    @Test
    void oneVoiceLoadsAtATime() throws Exception {
        FutureTask<FreeTtsSpeaker> loading = new FutureTask<>(FreeTtsSpeaker::new);
        Thread worker = new Thread(loading);
        synchronized (FreeTtsSpeaker.LOADING) {
            worker.start();
            while (worker.getState() != Thread.State.BLOCKED && worker.isAlive()) {
                Thread.onSpinWait();
            }
            assertThat(loading).as("loaded while another voice may be loading").isNotDone();
        }
        assertThat(loading.get(30, TimeUnit.SECONDS)).isNotNull();
    }
}
