package dev.parlando.benchmarks.endtoend.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LatencyTableTest {
    @Test
    void hasPercentilesPerAnswerAndContender() {
        LatencyTable table = new LatencyTable();
        table.add("ours", ScriptedAnswer.SHORT_START, TimeUnit.MILLISECONDS.toNanos(7));
        for (int i = 1; i <= 100; i++) {
            table.add("ours", ScriptedAnswer.LONG_START, TimeUnit.MILLISECONDS.toNanos(i));
        }

        String[] lines = table.toString().split("\\R");
        assertThat(lines).hasSize(3);
        assertThat(lines[1]).matches("ours +long first sentence +100 +50\\.\\d +90\\.\\d +99\\.\\d +100\\.\\d");
        assertThat(lines[2]).matches("ours +short first sentence +1 +7\\.0 +7\\.0 +7\\.0 +7\\.0");
    }
}
