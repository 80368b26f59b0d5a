package dev.parlando.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.interop.InteropServer.Protocol;
import dev.parlando.network.Proxy;
import dev.parlando.speech.SpeechRequest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connects through third-party proxies, first with curl to verify their setup, then with the engine. */
@Tag("interop")
@Timeout(60)
@ParameterizedClass
@EnumSource
class ProxyInteropTest {
    private static final SpeechRequest REQUEST =
            SpeechRequest.builder("Hello").voice(ServedFiles.VOICE).build();

    @TempDir
    Path site;

    private final Path received;
    private final InteropProxy proxy;
    private final InteropServer nginx;

    ProxyInteropTest(InteropProxy.Kind kind, @TempDir Path folder) throws Exception {
        received = folder.resolve("received");
        proxy = kind.start(folder);
        nginx = InteropServer.nginx(ServedFiles.in(folder), Protocol.H2, 1);
    }

    @AfterEach
    void stop() {
        nginx.close();
        proxy.close();
    }

    @Test
    void proxiesCurlWithValidCredentials() throws Exception {
        assertThat(curl(InteropProxy.USER + ":" + InteropProxy.PASSWORD + "@")).isZero();
        assertThat(received).hasBinaryContent(ServedFiles.audio());
        proxy.awaitRequestFor("localhost", nginx.baseUrl().getPort());
    }

    @Test
    void refusesCurlWithoutValidCredentials() throws Exception {
        assertThat(curl(InteropProxy.USER + ":wrong@")).isEqualTo(refused());
        assertThat(curl("")).isEqualTo(refused());
        assertThat(received).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void connectsEngineThroughProxy(Protocol protocol) throws Exception {
        try (InteropServer peer = InteropServer.nginx(ServedFiles.in(site), protocol, 1000);
                SpeechEngine engine = engine(peer, InteropProxy.PASSWORD)) {
            CollectedAudio audio = new CollectedAudio();
            engine.stream(REQUEST, audio).join();
            assertThat(audio.bytes()).isEqualTo(ServedFiles.audio());
            proxy.awaitRequestFor("localhost", peer.baseUrl().getPort());
        }
    }

    @Test
    void connectsEngineThroughProxyToServerWithoutHttp2() throws Exception {
        try (InteropServer peer = InteropServer.nginxHttp1(ServedFiles.in(site));
                SpeechEngine engine = engine(peer, InteropProxy.PASSWORD)) {
            CollectedAudio audio = new CollectedAudio();
            engine.stream(REQUEST, audio).join();
            assertThat(audio.bytes()).isEqualTo(ServedFiles.audio());
        }
    }

    @Test
    void reportsCredentialsRefusedByProxy() {
        try (SpeechEngine engine = engine(nginx, "wrong-4711")) {
            var stream = engine.stream(REQUEST, new CollectedAudio());
            assertThatThrownBy(stream::join)
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContainingAll("the proxy 127.0.0.1:" + proxy.port(), "refused the user")
                    .hasMessageNotContaining("wrong-4711");
        }
    }

    private SpeechEngine engine(InteropServer peer, String password) {
        Proxy way = proxy.kind() == InteropProxy.Kind.HTTP_CONNECT
                ? Proxy.http("127.0.0.1", proxy.port())
                : Proxy.socks5("127.0.0.1", proxy.port());
        SpeechEngineBuilder builder = SpeechEngine.builder()
                .baseUrl(peer.baseUrl().toString().replace("127.0.0.1", "localhost"))
                .apiKey(ApiKey.of("sk_interop"))
                .proxy(way.withCredentials(InteropProxy.USER, password));
        if (peer.baseUrl().getScheme().equals("https")) {
            builder.trustedCertificates(peer.site().certificate());
        }
        return builder.build();
    }

    private int refused() {
        return proxy.kind() == InteropProxy.Kind.HTTP_CONNECT ? 56 : 97;
    }

    /** Fetches the speech through the proxy, which resolves the host name, and returns the exit code of curl. */
    private int curl(String credentials) throws Exception {
        String scheme = proxy.kind() == InteropProxy.Kind.HTTP_CONNECT ? "http" : "socks5h";
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
                url + "/v1/text-to-speech/" + ServedFiles.VOICE + "/stream");
        try (ServerProcess curl = ServerProcess.start("curl", command)) {
            return curl.awaitEnd();
        }
    }
}
