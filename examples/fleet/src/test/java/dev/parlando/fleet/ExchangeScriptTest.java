package dev.parlando.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
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

    /** Reports requests in flight and waiting requests; returns the share. */
    private static long share(String engine, int number, boolean leaves, int inFlight, int waiting) {
        String running = Integer.toString(inFlight);
        List<String> report = List.of(
                engine,
                engine,
                Integer.toString(number),
                "3000",
                "0",
                leaves ? "1" : "0",
                "3",
                running,
                running,
                running,
                "0",
                Integer.toString(waiting),
                "0",
                "100",
                "0",
                "0:0",
                "");
        long share = script.run(KEYS, report, 1_000_000).values().get(0);
        script.checkCounters();
        return share;
    }

    @Test
    void grantsNothingToLeavingEngine() {
        assertThat(share("leaving", 1, false, 2, 0)).isEqualTo(3);
        assertThat(share("leaving", 2, true, 2, 5)).isZero();
        assertThat(share("staying", 1, false, 0, 5)).isEqualTo(1);
    }

    @Test
    void ignoresOvertakenReport() {
        assertThat(share("engine", 2, false, 3, 0)).isEqualTo(3);
        assertThat(share("engine", 1, false, 0, 0)).isZero();
        assertThat(share("other", 1, false, 0, 5)).isZero();
    }
}
