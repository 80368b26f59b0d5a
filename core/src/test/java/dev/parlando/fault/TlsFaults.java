package dev.parlando.fault;

import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.network.Timeouts;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Failures during the TLS handshake. */
final class TlsFaults {
    private static final Timeouts SHORT_TLS = Timeouts.DEFAULT.withTlsHandshake(Duration.ofMillis(300));

    private TlsFaults() {}

    static List<Fault> rows() {
        FaultRows rows = new FaultRows("tls", List.of(WireProtocol.H2));
        rows.scenes(
                "certificate expired",
                scene -> scene.speak(server(scene, ServerTls.of(scene.identity().expired(), "h2"))),
                Expectation.transport(RequestProgress.NOT_SENT, "certificate", "not trusted"));
        rows.scenes(
                "certificate for another host",
                scene -> scene.speak(server(scene, ServerTls.of(scene.identity().ofAnotherHost(), "h2"))),
                Expectation.transport(RequestProgress.NOT_SENT, "127.0.0.1", "not trusted"));
        rows.scenes(
                "unknown issuer",
                scene -> scene.speak(server(scene, ServerTls.of(scene.identity().ofUnknownIssuer(), "h2"))),
                Expectation.transport(RequestProgress.NOT_SENT, "certificate", "not trusted"));
        rows.scenes(
                "no common ALPN protocol",
                scene -> scene.speak(scene.keep(new RawPeer(
                                ServerIdentity.jdk(scene.identity().valid()), "spdy/3.1", RawConnection::drain))
                        .baseUrl()),
                Expectation.transport(RequestProgress.NOT_SENT, "TLS", "no_application_protocol"));
        rows.scenes(
                "peer without TLS",
                scene -> scene.speak(plain(scene, connection -> connection.send(http400()))),
                Expectation.transport(RequestProgress.NOT_SENT, "does not speak TLS"));
        rows.scenes(
                "closed during the handshake",
                scene -> scene.speak(plain(scene, RawConnection::cut)),
                Expectation.transport(RequestProgress.NOT_SENT, "TLS"));
        rows.scenes(
                "handshake not answered",
                scene -> FaultFixture.speak(
                        scene.engine(plain(scene, RawConnection::drain), builder -> builder.timeouts(SHORT_TLS))),
                Expectation.transport(RequestProgress.NOT_SENT, "TLS").timedOut(TimeoutPhase.TLS_HANDSHAKE));
        return rows.list();
    }

    private static URI server(FaultFixture scene, SslContext tls) {
        return scene.keep(ScriptedServer.startTls(tls, stream -> {})).baseUrl();
    }

    /** Starts a peer without TLS and returns an {@code https} address for it. */
    private static URI plain(FaultFixture scene, RawPeer.Script script) throws IOException {
        return URI.create(
                "https://" + scene.keep(new RawPeer(null, "", script)).baseUrl().getAuthority());
    }

    private static byte[] http400() {
        return "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    }
}
