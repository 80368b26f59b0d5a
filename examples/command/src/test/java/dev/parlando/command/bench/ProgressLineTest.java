package dev.parlando.command.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.command.bench.result.BenchSamples;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final String ERASE = "\r\u001B[K";

    private final StringWriter terminal = new StringWriter();
    private final AtomicLong nanos = new AtomicLong();
    private final ProgressLine line = new ProgressLine(new PrintWriter(terminal), 2, 4, nanos::get);

    @Test
    void showsPercentilesAndFailures() {
        line.onWarmup(BenchSamples.completed(0, BenchSamples.MP3, 1));
        nanos.addAndGet(200_000_000);
        line.onResult(BenchSamples.completed(0, BenchSamples.MP3, 9_600));
        nanos.addAndGet(200_000_000);
        line.onResult(BenchSamples.failed(1, BenchSamples.MP3, "transport", null));
        line.clear();
        assertThat(terminal)
                .hasToString(ERASE + "warm-up [###############---------------] 1/2"
                        + ERASE + "[#######-----------------------] 1/4  TTFB p50 10.0  p90 10.0  p99 10.0 ms  failed 0"
                        + ERASE + "[###############---------------] 2/4  TTFB p50 10.0  p90 10.0  p99 10.0 ms  failed 1"
                        + ERASE);
    }

    @Test
    void redrawsAtMostFiveTimesPerSecond() {
        line.onResult(BenchSamples.completed(0, BenchSamples.MP3, 1));
        nanos.addAndGet(199_999_999);
        line.onResult(BenchSamples.completed(1, BenchSamples.MP3, 1));
        assertThat(terminal.toString().split(ERASE.replace("[", "\\["), -1)).hasSize(2);
    }
}
