package dev.parlando.benchmarks.endtoend.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ServerLoadTest {
    private static final String PAGE = "{\"limits\":{\"maximum_concurrent\":5,\"queue_length\":7,\"headers\":true},"
            + "\"load\":{\"running\":2,\"highest_running\":5,\"queued\":1,\"served\":90,\"broken_off\":3,"
            + "\"refused_concurrent\":2,\"refused_busy\":1,\"refused_rate\":1,"
            + "\"running_nanos\":5000000000,\"slot_nanos\":9000000000}}";

    @Test
    void parsesPage() throws IOException {
        assertThat(ServerLoad.parse(PAGE)).isEqualTo(new ServerLoad(2, 5, 1, 90, 3, 4, 5_000_000_000L, 9_000_000_000L));
    }

    @Test
    void rejectsIncompletePage() {
        assertThatThrownBy(() -> ServerLoad.parse("{}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("running");
    }

    @Test
    void countsTotalAndRefusedRequests() throws IOException {
        ServerLoad load = ServerLoad.parse(PAGE);

        assertThat(load.requests()).isEqualTo(100);
        assertThat(load.refusedPercent()).isEqualTo(4, within(1e-9));
    }

    @Test
    void computesUsedPercentBetweenSamples() throws IOException {
        ServerLoad earlier = new ServerLoad(0, 0, 0, 0, 0, 0, 1_000_000_000L, 1_000_000_000L);

        assertThat(ServerLoad.parse(PAGE).usedPercentSince(earlier)).isEqualTo(50, within(1e-9));
    }
}
