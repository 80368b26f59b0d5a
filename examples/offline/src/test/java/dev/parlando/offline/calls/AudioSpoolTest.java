package dev.parlando.offline.calls;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioSpoolTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100_000, AudioSpool.MAX_MEMORY_BYTES, AudioSpool.MAX_MEMORY_BYTES + 1, 2_500_000})
    void returnsAppendedBytes(int total) {
        byte[] bytes = new byte[total];
        new Random(5).nextBytes(bytes);
        try (AudioSpool spool = new AudioSpool()) {
            for (int from = 0; from < total; from += 77_777) {
                spool.append(Arrays.copyOfRange(bytes, from, Math.min(total, from + 77_777)));
            }
            assertThat(spool.sizeBytes()).isEqualTo(total);
            for (int from = 0; from < total; from += 65_536) {
                int length = Math.min(65_536, total - from);
                assertThat(spool.read(from, length)).isEqualTo(Arrays.copyOfRange(bytes, from, from + length));
            }
        }
    }

    @Test
    void readsAcrossMemoryAndFile() {
        try (AudioSpool spool = new AudioSpool()) {
            byte[] bytes = new byte[AudioSpool.MAX_MEMORY_BYTES + 10];
            bytes[AudioSpool.MAX_MEMORY_BYTES - 1] = 1;
            bytes[AudioSpool.MAX_MEMORY_BYTES] = 2;
            spool.append(bytes);
            assertThat(spool.read(AudioSpool.MAX_MEMORY_BYTES - 2, 4)).containsExactly(0, 1, 2, 0);
        }
    }
}
