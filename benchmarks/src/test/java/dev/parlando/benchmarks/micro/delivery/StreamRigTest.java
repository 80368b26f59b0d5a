package dev.parlando.benchmarks.micro.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class StreamRigTest {
    private static final int CHUNKS = 20_000;
    private static final int CHUNK_BYTES = 960;

    @ParameterizedTest
    @CsvSource({"direct, 1", "ring-blocking, 1", "ring-blocking, 2", "ring-blocking, 500"})
    void deliversEveryChunkAndReturnsCredit(String path, int streams) {
        try (StreamRig rig = new StreamRig(path, streams, CHUNK_BYTES)) {
            long credits = 0;
            for (int i = 0; i < CHUNKS; i++) {
                credits = rig.publish();
            }
            assertThat(rig.drain()).isEqualTo((long) CHUNKS * CHUNK_BYTES);
            assertThat(credits).isPositive();
        }
    }
}
