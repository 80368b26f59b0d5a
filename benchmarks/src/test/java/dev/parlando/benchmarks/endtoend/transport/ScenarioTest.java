package dev.parlando.benchmarks.endtoend.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.benchmarks.endtoend.peers.Peer;
import dev.parlando.benchmarks.endtoend.peers.PeerClient;
import dev.parlando.benchmarks.endtoend.peers.Site;
import dev.parlando.benchmarks.rig.server.Script;
import dev.parlando.benchmarks.rig.server.ScriptedServerProcess;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Says that scenarios travel, and shows with few bytes that every client is measured. */
@Timeout(120)
class ScenarioTest {
    private static final Script SHORT = new Script(5, Scenario.CHUNK_BYTES, 1, 0);

    private static ScriptedServerProcess server;
    private static Site site;

    @BeforeAll
    static void startServer() throws Exception {
        server = ScriptedServerProcess.start();
        site = new Site(server.baseUrl(), server.trustedPem());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void itSurvivesTheWayThroughALineOfText() {
        for (Scenario scenario : List.of(
                new PacedScenario(50, 10),
                new BulkScenario(3),
                new FirstByteScenario(true, 4),
                new FirstByteScenario(false, 5))) {
            assertThat(Scenario.parse(scenario.line())).isEqualTo(scenario);
        }
        assertThatThrownBy(() -> Scenario.parse("lukewarm 1")).hasMessageContaining("lukewarm");
    }

    @ParameterizedTest
    @EnumSource(Peer.class)
    void everyClientReadsStampedChunksOnOneConnection(Peer peer) throws Exception {
        int before = server.accepted();
        try (PeerClient client = peer.open(site)) {
            Scenario.ask(client, FirstByteScenario.SCRIPT);
            List<StampedBody> bodies = List.of(new StampedBody(SHORT), new StampedBody(SHORT), new StampedBody(SHORT));
            bodies.forEach(body -> client.send(SHORT, body));
            bodies.forEach(StampedBody::join);
        }
        assertThat(server.accepted() - before).isEqualTo(1);
    }

    @Test
    void aPacedRunCountsWhatCameAndWhatItTook() throws Exception {
        try (PeerClient client = Peer.PARLANDO.open(site)) {
            Measurement paced = new PacedScenario(2, 1).run(client, () -> Peer.PARLANDO.open(site));

            assertThat(paced.units()).isPositive().isEqualTo(paced.nanos().getTotalCount());
            assertThat(paced.allocatedBytesPerUnit()).isPositive();
        }
    }
}
