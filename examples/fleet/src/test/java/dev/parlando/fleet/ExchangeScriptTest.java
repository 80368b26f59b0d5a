package dev.parlando.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol.Command;

/** Tests of the script with reports that engines make seldom. The limit is 3. */
@Tag("fleet")
class ExchangeScriptTest {
    private static final List<String> KEYS =
            List.of(VirtualTimeScript.ACCOUNT, VirtualTimeScript.GROUP, VirtualTimeScript.INDEX);
    private static final long START_MILLIS = 1_000_000;
    private static final int LEASE_MILLIS = 3_000;
    private static RedisServer server;
    private static VirtualTimeScript script;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
        URI uri = server.uri();
        script = new VirtualTimeScript(FleetSettings.of(uri, "test"));
    }

    @AfterAll
    static void stop() {
        script.close();
        server.close();
    }

    @BeforeEach
    void clear() {
        server.call(Command.FLUSHALL);
    }

    /** A report with a lease of 3 s, and the position of its reply's values. Immutable. */
    private record Report(
            String engine, int number, boolean known, boolean leaves, int own, int inFlight, int waiting, int maximum) {
        static final int SHARE = 0;
        static final int LIMIT = 3;

        /** A report of an engine without an earlier lease. */
        static Report of(String engine, int number, int inFlight, int waiting) {
            return new Report(engine, number, false, false, inFlight, inFlight, waiting, 0);
        }

        /** A report of an engine that had a share before. */
        static Report known(String engine, int number, int own, int inFlight, int waiting) {
            return new Report(engine, number, true, false, own, inFlight, waiting, 0);
        }

        Report leaving() {
            return new Report(engine, number, known, true, own, inFlight, waiting, maximum);
        }

        Report withMaximum(int newMaximum) {
            return new Report(engine, number, known, leaves, own, inFlight, waiting, newMaximum);
        }

        private List<String> arguments(int refusals) {
            return Stream.of(
                            engine,
                            engine,
                            number,
                            LEASE_MILLIS,
                            known ? 1 : 0,
                            leaves ? 1 : 0,
                            3,
                            inFlight,
                            own,
                            inFlight,
                            0,
                            waiting,
                            0,
                            100,
                            maximum,
                            "0:" + refusals,
                            "")
                    .map(Object::toString)
                    .toList();
        }

        /** Runs the exchange; returns one value of the reply. */
        long run(int value) {
            return run(value, 0, START_MILLIS);
        }

        long run(int value, int refusals, long nowMillis) {
            long result =
                    script.run(KEYS, arguments(refusals), nowMillis).values().get(value);
            script.checkCounters();
            return result;
        }

        long share() {
            return run(SHARE);
        }

        long share(long nowMillis) {
            return run(SHARE, 0, nowMillis);
        }
    }

    @Test
    void grantsNothingToLeavingEngine() {
        assertThat(Report.of("leaving", 1, 2, 0).share()).isEqualTo(3);
        assertThat(Report.of("leaving", 2, 2, 5).leaving().share()).isZero();
        assertThat(Report.of("staying", 1, 0, 5).share()).isEqualTo(1);
    }

    @Test
    void ignoresOvertakenReport() {
        assertThat(Report.of("engine", 2, 3, 0).share()).isEqualTo(3);
        assertThat(Report.of("engine", 1, 0, 0).share()).isZero();
        assertThat(Report.of("other", 1, 0, 5).share()).isZero();
    }

    @Test
    void grantsNothingAfterLossIfEngineWithoutShareReportsFirst() {
        assertThat(Report.known("idle", 1, 0, 0, 5).share()).isZero();
        assertThat(Report.known("busy", 1, 2, 2, 0).share()).isEqualTo(2);
        // A third engine may use one.
        assertThat(Report.known("idle", 2, 0, 0, 5).share(START_MILLIS + 100)).isZero();

        assertThat(Report.known("idle", 3, 0, 0, 5).share(START_MILLIS + LEASE_MILLIS))
                .isEqualTo(3);
    }

    @Test
    void grantsNothingMoreAfterLossIfNewEngineReportsFirst() {
        assertThat(Report.of("new", 1, 0, 2).share()).isEqualTo(3);
        assertThat(Report.known("busy", 1, 1, 1, 0).share(START_MILLIS + 100)).isEqualTo(1);

        assertThat(Report.known("new", 2, 3, 0, 5).share(START_MILLIS + 200)).isZero();
    }

    @Test
    void grantsImmediatelyInNewGroupOfKnownEngine() {
        assertThat(Report.known("engine", 1, -1, 0, 2).share()).isEqualTo(3);
    }

    @Test
    void usesKnownMaximumAfterLoss() {
        assertThat(Report.known("engine", 1, 1, 1, 0).withMaximum(-7).run(Report.LIMIT))
                .isEqualTo(7);
        assertThat(Report.known("engine", 2, 1, 1, 0).withMaximum(5).run(Report.LIMIT))
                .isEqualTo(5);
        assertThat(Report.known("engine", 3, 1, 1, 0).withMaximum(-7).run(Report.LIMIT))
                .isEqualTo(5);
    }

    @Test
    void freesPermitsOfLostEngineAfterClockIsSetBack() {
        assertThat(Report.of("lost", 1, 3, 0).share()).isEqualTo(3);
        long early = START_MILLIS - 600_000;

        assertThat(Report.of("other", 1, 0, 1).share(early)).isZero();
        assertThat(Report.of("other", 2, 0, 1).share(early + LEASE_MILLIS - 1)).isZero();
        assertThat(Report.of("other", 3, 0, 1).share(early + LEASE_MILLIS)).isEqualTo(3);
    }

    @Test
    void triesReserveAgainAfterClockIsSetBack() {
        long early = START_MILLIS - 600_000;
        assertThat(Report.of("engine", 1, 1, 0).run(Report.LIMIT, 1, START_MILLIS))
                .isEqualTo(2);

        assertThat(Report.of("engine", 2, 1, 0).run(Report.LIMIT, 1, early)).isEqualTo(2);
        assertThat(Report.of("engine", 3, 1, 0).run(Report.LIMIT, 0, early + 5_000))
                .isEqualTo(3);
    }
}
