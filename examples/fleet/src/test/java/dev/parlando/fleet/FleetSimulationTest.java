package dev.parlando.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.governor.Priority;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Figures of a simulated fleet. System properties select its size, and a call time of 0 µs the measured one. */
@Tag("fleet")
class FleetSimulationTest {
    private static final int ENGINES = Integer.getInteger("fleet.engines", 60);
    private static final int LIMIT = Integer.getInteger("fleet.limit", 30);
    private static final int SECONDS = Integer.getInteger("fleet.seconds", 20);
    private static final int CALL_MICROS = Integer.getInteger("fleet.callMicros", 120);
    private static final int WARM_UP_SECONDS = 5;
    private static final int DRAIN_SECONDS = 30;

    @Test
    void usesLimitWithoutExceedingIt() {
        try (RedisServer server = RedisServer.start();
                FleetSimulation fleet = new FleetSimulation(server, ENGINES, LIMIT, CALL_MICROS)) {
            String row = fleet.run(WARM_UP_SECONDS, SECONDS);
            System.out.println(SimulationFigures.HEADER + System.lineSeparator() + row);

            assertThat(fleet.figures.failed).isZero();
            assertThat(fleet.figures.beyondLimit).isZero();
            assertThat(fleet.figures.usedPercent()).isGreaterThanOrEqualTo(95);
            assertThat(fleet.figures.waitMillis(Priority.LIVE, 0.99))
                    .isLessThan(fleet.figures.waitMillis(Priority.PREFETCH, 0.5));
            assertThat(fleet.drain(DRAIN_SECONDS)).as("requests that starve").isZero();
        }
    }
}
