package dev.parlando.benchmarks.endtoend.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.benchmarks.endtoend.peers.Peer;
import dev.parlando.benchmarks.endtoend.peers.PeerClient;
import dev.parlando.benchmarks.endtoend.peers.ServerEndpoint;
import dev.parlando.benchmarks.rig.report.Measurement;
import dev.parlando.benchmarks.rig.server.ResponseScript;
import dev.parlando.benchmarks.rig.server.ScriptedServerProcess;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of the text form of scenarios and, with few bytes, of measuring every client. */
@Timeout(120)
class TransportScenarioTest {
    private static final ResponseScript SHORT = new ResponseScript(5, TransportScenario.CHUNK_BYTES, 1, 0);

    private static ScriptedServerProcess server;
    private static ServerEndpoint site;

    @BeforeAll
    static void startServer() throws Exception {
        server = ScriptedServerProcess.start();
        site = new ServerEndpoint(server.baseUrl(), server.trustedPem());
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void roundTripsThroughLine() {
        for (TransportScenario scenario : List.of(
                new PacedScenario(50, 10),
                new BulkScenario(3),
                new FirstByteScenario(true, 4),
                new FirstByteScenario(false, 5))) {
            assertThat(TransportScenario.parse(scenario.line())).isEqualTo(scenario);
        }
        assertThatThrownBy(() -> TransportScenario.parse("lukewarm 1")).hasMessageContaining("lukewarm");
    }

    @ParameterizedTest
    @EnumSource(Peer.class)
    void readsTimestampedChunksOnOneConnectionPerClient(Peer peer) throws Exception {
        int before = server.accepted();
        try (PeerClient client = peer.open(site)) {
            TransportScenario.fetch(client, FirstByteScenario.SCRIPT);
            List<TimestampedBody> bodies =
                    List.of(new TimestampedBody(SHORT), new TimestampedBody(SHORT), new TimestampedBody(SHORT));
            bodies.forEach(body -> client.send(SHORT, body));
            bodies.forEach(TimestampedBody::join);
        }
        assertThat(server.accepted() - before).isEqualTo(1);
    }

    @Test
    void measuresChunksAndAllocationOfPacedRun() throws Exception {
        try (PeerClient client = Peer.PARLANDO.open(site)) {
            Measurement paced = new PacedScenario(2, 1).run(client, () -> Peer.PARLANDO.open(site));

            assertThat(paced.units()).isPositive().isEqualTo(paced.nanos().getTotalCount());
            assertThat(paced.allocatedBytesPerUnit()).isPositive();
        }
    }
}
