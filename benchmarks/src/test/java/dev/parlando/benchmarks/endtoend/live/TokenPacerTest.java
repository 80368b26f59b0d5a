package dev.parlando.benchmarks.endtoend.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TokenPacerTest {
    private static final long START = -1000;

    private final List<String> writes = new ArrayList<>();
    private long nowNanos = START;

    @Test
    void writesTokenEveryThirtyMilliseconds() {
        long start =
                new TokenPacer(() -> nowNanos, nanos -> nowNanos += nanos).write(List.of("a", "b", "c"), this::record);

        assertThat(start).isEqualTo(START);
        assertThat(writes).containsExactly("a 0", "b 30", "c 60");
    }

    @Test
    void waitsAgainAfterEarlyReturn() {
        new TokenPacer(() -> nowNanos, nanos -> nowNanos += (nanos + 1) / 2).write(List.of("a", "b"), this::record);

        assertThat(writes).containsExactly("a 0", "b 30");
    }

    @Test
    void keepsScheduleAfterSlowToken() {
        new TokenPacer(() -> nowNanos, nanos -> nowNanos += nanos).write(List.of("a", "b", "c"), token -> {
            record(token);
            nowNanos += token.equals("a") ? TimeUnit.MILLISECONDS.toNanos(45) : 0;
        });

        assertThat(writes).containsExactly("a 0", "b 45", "c 60");
    }

    private void record(String token) {
        writes.add(token + " " + TimeUnit.NANOSECONDS.toMillis(nowNanos - START));
    }
}
