package dev.parlando.benchmarks.endtoend.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.benchmarks.endtoend.peers.Peer;
import dev.parlando.benchmarks.rig.report.Measurement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacedPlotTest {
    @TempDir
    private Path directory = Path.of("");

    private static Measurement taking(long micros) {
        Histogram nanos = new Histogram(3);
        nanos.recordValue(1000 * micros);
        return new Measurement(nanos, 1, 1000 * micros, 0, 0, Map.of());
    }

    @Test
    void drawsEachClient() throws Exception {
        Path file = directory.resolve("plot.svg");

        PacedPlot.write(
                Map.of(
                        1, Map.of(Peer.PARLANDO, taking(20), Peer.JDK, taking(40)),
                        100, Map.of(Peer.PARLANDO, taking(60), Peer.JDK, taking(80))),
                file);

        assertThat(Files.readString(file)).contains("<svg", Peer.JDK.label(), "streams");
    }
}
