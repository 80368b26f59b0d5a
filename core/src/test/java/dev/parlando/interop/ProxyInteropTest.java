package dev.parlando.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.interop.Peer.Protocol;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Says, by means of curl, that the proxies are what engines shall be tested with. */
@Tag("interop")
@Timeout(60)
@ParameterizedClass
@EnumSource
class ProxyPeerTest {
    private final Path received;
    private final ProxyPeer proxy;
    private final Peer nginx;

    ProxyPeerTest(ProxyPeer.Kind kind, @TempDir Path folder) throws Exception {
        received = folder.resolve("received");
        proxy = kind.start(folder);
        nginx = Peer.nginx(Site.in(folder), Protocol.H2, 1);
    }

    @AfterEach
    void stop() {
        nginx.close();
        proxy.close();
    }

    @Test
    void letsThroughWhomItKnows() throws Exception {
        assertThat(curl(ProxyPeer.USER + ":" + ProxyPeer.PASSWORD + "@")).isZero();
        assertThat(received).hasBinaryContent(Site.audio());
        proxy.awaitRequestFor("localhost", nginx.baseUrl().getPort());
    }

    @Test
    void refusesEverybodyElse() throws Exception {
        assertThat(curl(ProxyPeer.USER + ":wrong@")).isEqualTo(refused());
        assertThat(curl("")).isEqualTo(refused());
        assertThat(received).doesNotExist();
    }

    private int refused() {
        return proxy.kind() == ProxyPeer.Kind.HTTP_CONNECT ? 56 : 97;
    }

    /** Fetches the speech through the proxy, which looks up the name, and returns the exit code of curl. */
    private int curl(String credentials) throws Exception {
        String scheme = proxy.kind() == ProxyPeer.Kind.HTTP_CONNECT ? "http" : "socks5h";
        String url = "https://localhost:" + nginx.baseUrl().getPort();
        List<String> command = List.of(
                "curl",
                "--silent",
                "--show-error",
                "--noproxy",
                "",
                "--proxy",
                scheme + "://" + credentials + "127.0.0.1:" + proxy.port(),
                "--cacert",
                nginx.site().certificate().toString(),
                "--output",
                received.toString(),
                url + "/v1/text-to-speech/" + Site.VOICE + "/stream");
        try (ServerProcess curl = ServerProcess.start("curl", command)) {
            return curl.awaitEnd();
        }
    }
}
