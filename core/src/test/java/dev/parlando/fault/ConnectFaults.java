package dev.parlando.fault;

import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.network.Timeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** Failures before the first byte of HTTP. */
final class ConnectFaults {
    /** Short, but sufficient for a working loopback connection. */
    static final Timeouts SHORT_CONNECT = Timeouts.DEFAULT.withConnect(Duration.ofMillis(300));

    private ConnectFaults() {}

    static List<Fault> rows() {
        FaultRows rows = new FaultRows("connect", List.of(WireProtocol.H2C));
        rows.scenes(
                "connection refused",
                scene -> scene.speak(closedPort()),
                Expectation.transport(RequestProgress.NOT_SENT, "127.0.0.1", "refused"));
        rows.scenes(
                "connect never completes",
                ConnectFaults::blackHole,
                Expectation.transport(RequestProgress.NOT_SENT, "127.0.0.1").timedOut(TimeoutPhase.CONNECT));
        rows.scenes(
                "closed right after accept",
                scene -> scene.speak(scene.peer(RawConnection::close).baseUrl()),
                Expectation.transport(null));
        rows.scenes(
                "reset right after accept",
                scene -> scene.speak(scene.peer(RawConnection::resetTcp).baseUrl()),
                Expectation.transport(null));
        return rows.list();
    }

    static URI closedPort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + free.getLocalPort());
        }
    }

    static URI address(BlackHole hole) {
        return URI.create("http://127.0.0.1:" + hole.port());
    }

    private static StreamOutcome blackHole(FaultFixture scene) throws IOException {
        try (BlackHole hole = new BlackHole()) {
            return FaultFixture.speak(scene.engine(address(hole), builder -> builder.timeouts(SHORT_CONNECT)));
        }
    }
}
