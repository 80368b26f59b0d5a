package dev.parlando.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.network.Proxy;
import dev.parlando.network.RetryPolicy;
import dev.parlando.network.Timeouts;
import dev.parlando.speech.SpeechRequest;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests for connections through proxies, and for the errors of proxies that refuse them. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProxyTest {
    private static final String USER = "ada";
    private static final String PASSWORD = "hidden-4711";
    private static final String OPENED = "HTTP/1.1 200 Connection established\r\n\r\n";
    private static final String SOCKS_OPENED = "\5\0\0\1\0\0\0\0\0\0";

    /** A host name in a domain that no name server resolves (RFC 6761). */
    private static final String SERVICE = "http://speech.test:";

    private static CollectingHandler speak(String baseUrl, Proxy proxy) {
        return speak(
                SpeechEngine.builder().baseUrl(baseUrl).allowKeyInCleartext().proxy(proxy));
    }

    private static CollectingHandler speak(SpeechEngineBuilder builder) {
        try (SpeechEngine engine = builder.apiKey(ApiKey.of("sk_5ecret"))
                .retryPolicy(RetryPolicy.NONE)
                .build()) {
            CollectingHandler collected = new CollectingHandler();
            engine.stream(SpeechRequest.builder("Hi").voice("v").build(), collected);
            collected.await();
            return collected;
        }
    }

    private static void answer(ScriptedStream stream) {
        stream.audio("audio/mpeg").end(new byte[] {1, 2, 3});
    }

    private static int port(ScriptedServer server) {
        return server.baseUrl().getPort();
    }

    private static void http(ScriptedProxy.Client client, int port) throws IOException {
        client.note(client.head());
        client.relay(port, OPENED);
    }

    /** Performs the SOCKS 5 handshake up to the connect request, optionally with a password. */
    private static void socks(ScriptedProxy.Client client, boolean withPassword) throws IOException {
        client.read();
        client.bytes(client.read());
        client.send(5, withPassword ? 2 : 0);
        if (withPassword) {
            client.read();
            client.note(client.text() + ":" + client.text());
            client.send(1, 0);
        }
        client.bytes(3);
        client.note(
                client.read() == 3
                        ? client.text()
                        : InetAddress.getByAddress(client.bytes(4)).getHostAddress());
        client.bytes(2);
    }

    @Test
    void tunnelsCleartextHttp2ThroughHttpProxyByHostName() throws IOException {
        try (ScriptedServer server = ScriptedServer.start(ProxyTest::answer);
                ScriptedProxy proxy = ScriptedProxy.start(client -> http(client, port(server)))) {
            CollectingHandler collected = speak(SERVICE + port(server), Proxy.http("127.0.0.1", proxy.port()));
            assertThat(collected.bytes()).containsExactly(1, 2, 3);
            assertThat(collected.await().response().protocol()).isEqualTo("h2c");
            assertThat(proxy.asked()).singleElement().satisfies(head -> assertThat(head)
                    .startsWith("CONNECT speech.test:" + port(server) + " HTTP/1.1\r\n")
                    .doesNotContainIgnoringCase("authorization"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void tunnelsCleartextHttp1AfterRefusedHttp2(Proxy.Kind kind) throws IOException {
        boolean http = kind == Proxy.Kind.HTTP;
        try (RawPeer server = new RawPeer(null, "", ProxyTest::serveHttp1);
                ScriptedProxy proxy = ScriptedProxy.start(client -> {
                    if (http) {
                        client.head();
                    } else {
                        socks(client, false);
                    }
                    client.send(http ? OPENED : SOCKS_OPENED);
                    client.relay(server.baseUrl().getPort(), "");
                })) {
            Proxy used = http ? Proxy.http("127.0.0.1", proxy.port()) : Proxy.socks5("127.0.0.1", proxy.port());
            CollectingHandler collected = speak(SERVICE + server.baseUrl().getPort(), used);
            assertThat(collected.bytes()).containsExactly('a', 'b', 'c');
            assertThat(collected.await().response().protocol()).isEqualTo("http/1.1");
            assertThat(server.acceptedConnections()).isEqualTo(2);
        }
    }

    private static void serveHttp1(RawConnection connection) throws IOException {
        Http1Peer peer = new Http1Peer(connection);
        if (peer.request().startsWith(Http1Peer.PREFACE)) {
            peer.refusePreface();
        } else {
            peer.send("HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nContent-Length: 3\r\n\r\nabc");
        }
    }

    @Test
    void sendsCredentialsToHttpProxy() throws IOException {
        try (ScriptedServer server = ScriptedServer.start(ProxyTest::answer);
                ScriptedProxy proxy = ScriptedProxy.start(client -> http(client, port(server)))) {
            speak(SERVICE + port(server), Proxy.http("127.0.0.1", proxy.port()).withCredentials(USER, PASSWORD));
            String basic = Base64.getEncoder().encodeToString((USER + ":" + PASSWORD).getBytes(UTF_8));
            assertThat(proxy.asked()).singleElement().satisfies(head -> assertThat(head)
                    .containsIgnoringCase("proxy-authorization: basic " + basic));
        }
    }

    @Test
    void tunnelsThroughSocksProxyByHostName() throws IOException {
        try (ScriptedServer server = ScriptedServer.start(ProxyTest::answer);
                ScriptedProxy proxy = ScriptedProxy.start(client -> {
                    socks(client, false);
                    client.relay(port(server), SOCKS_OPENED);
                })) {
            CollectingHandler collected = speak(SERVICE + port(server), Proxy.socks5("localhost", proxy.port()));
            assertThat(collected.bytes()).containsExactly(1, 2, 3);
            assertThat(proxy.asked()).containsExactly("speech.test");
        }
    }

    @Test
    void sendsCredentialsAndIpAddressToSocksProxy() throws IOException {
        try (ScriptedServer server = ScriptedServer.start(ProxyTest::answer);
                ScriptedProxy proxy = ScriptedProxy.start(client -> {
                    socks(client, true);
                    client.relay(port(server), SOCKS_OPENED);
                })) {
            speak(
                    server.baseUrl().toString(),
                    Proxy.socks5("127.0.0.1", proxy.port()).withCredentials(USER, PASSWORD));
            assertThat(proxy.asked()).containsExactly(USER + ":" + PASSWORD, "127.0.0.1");
        }
    }

    @Test
    void performsTlsHandshakeThroughProxyTunnel(@TempDir Path folder) throws Exception {
        X509Bundle certificate = ServerTls.certificate("speech.test").buildSelfSigned();
        Path pem = Files.writeString(folder.resolve("ca.pem"), certificate.getCertificatePEM());
        List<SNIServerName> names = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = ScriptedServer.startTls(ServerTls.of(certificate, "h2"), stream -> {
                    names.addAll(stream.tlsSession().getRequestedServerNames());
                    answer(stream);
                });
                ScriptedProxy http = ScriptedProxy.start(client -> {
                    client.head();
                    client.send(OPENED);
                    client.relay(port(server), "");
                })) {
            CollectingHandler collected = speak(SpeechEngine.builder()
                    .baseUrl("https://speech.test:" + port(server))
                    .proxy(Proxy.http("127.0.0.1", http.port()))
                    .trustedCertificates(pem));
            assertThat(collected.bytes()).containsExactly(1, 2, 3);
            assertThat(collected.await().response().protocol()).isEqualTo("h2");
            assertThat(names)
                    .as("what the server is told that it is called (RFC 6066)")
                    .containsExactly(new SNIHostName("speech.test"));
        }
    }

    private static Arguments refusal(
            String name, boolean socks, boolean credentials, ScriptedProxy.Script script, String... inMessage) {
        return Arguments.of(name, socks, credentials, script, inMessage);
    }

    private static ScriptedProxy.Script answers(String status, String... headers) {
        return client -> {
            client.head();
            client.send("HTTP/1.1 " + status + "\r\ncontent-length: 2\r\n" + String.join("", headers) + "\r\nno");
            client.awaitEnd();
        };
    }

    private static ScriptedProxy.Script says(String text) {
        return client -> {
            client.send(text);
            client.awaitEnd();
        };
    }

    private static ScriptedProxy.Script socksAnswers(int status) {
        return client -> {
            socks(client, false);
            client.send(5, status, 0, 1, 0, 0, 0, 0, 0, 0);
            client.awaitEnd();
        };
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("forbidden", false, false, answers("403 Forbidden"), "does not allow", "403"),
                refusal("bad gateway", false, false, answers("502 Bad Gateway"), "did not connect", "502 Bad Gateway"),
                refusal("unavailable", false, true, answers("503 Service Unavailable"), "503"),
                refusal("redirect", false, false, answers("302 Found", "location: http://x.test/\r\n"), "302"),
                refusal("hangs up", false, false, ScriptedProxy.Client::head, "closed the connection", "HTTP"),
                refusal("hangs up at once", false, false, client -> {}, "the proxy"),
                refusal("not HTTP", false, false, says("SSH-2.0-x\r\n"), "does not speak HTTP"),
                refusal("socks refused", true, false, socksAnswers(5), "connection refused"),
                refusal("socks forbidden", true, false, socksAnswers(2), "forbidden"),
                refusal("socks unreachable", true, false, socksAnswers(4), "host unreachable"),
                refusal("socks hangs up", true, false, client -> socks(client, false), "closed", "SOCKS"),
                refusal("not SOCKS", true, false, says("HTTP/1.1 400 No\r\n\r\n"), "does not speak SOCKS 5"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void reportsWhyTunnelFailed(
            String name, boolean socks, boolean credentials, ScriptedProxy.Script script, String[] inMessage)
            throws IOException {
        try (ScriptedProxy peer = ScriptedProxy.start(script)) {
            TransportException error = catchThrowableOfType(
                    TransportException.class, () -> speak(SERVICE + 9, proxy(peer.port(), socks, credentials)));
            assertThat(error.progress()).isEqualTo(RequestProgress.NOT_SENT);
            assertThat(error.timeoutPhase()).isNull();
            assertIsClear(error, peer.port(), inMessage);
        }
    }

    static Stream<Arguments> refusedCredentials() {
        ScriptedProxy.Script acceptsNoMethod = client -> {
            client.read();
            client.bytes(client.read());
            client.send(5, 255);
            client.awaitEnd();
        };
        ScriptedProxy.Script acceptsNoPassword = client -> {
            client.read();
            client.bytes(client.read());
            client.send(5, 2);
            client.read();
            client.text();
            client.text();
            client.send(1, 1);
            client.awaitEnd();
        };
        String basic = "proxy-authenticate: Basic realm=x\r\n";
        String other = "proxy-authenticate: Negotiate\r\n";
        String required = "407 Proxy Authentication Required";
        return Stream.of(
                refusal("none set", false, false, answers(required, basic), "none are set"),
                refusal("wrong", false, true, answers(required, other, basic), "refused the user or the password"),
                refusal(
                        "wrong, says 401",
                        false,
                        true,
                        answers("401 Unauthorized"),
                        "refused the user or the password"),
                refusal("not Basic", false, true, answers(required, other), "does not accept Basic"),
                refusal("socks, none set", true, false, acceptsNoMethod, "none are set"),
                refusal("socks, wrong method", true, true, acceptsNoMethod, "refused"),
                refusal("socks, wrong", true, true, acceptsNoPassword, "refused the user or the password"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusedCredentials")
    void reportsRefusedProxyCredentialsAsNotRetryable(
            String name, boolean socks, boolean credentials, ScriptedProxy.Script script, String[] inMessage)
            throws IOException {
        try (ScriptedProxy peer = ScriptedProxy.start(script)) {
            InvalidRequestException error = catchThrowableOfType(
                    InvalidRequestException.class, () -> speak(SERVICE + 9, proxy(peer.port(), socks, credentials)));
            assertThat(error.option()).isEqualTo("proxy");
            assertThat(error.retryable()).isFalse();
            assertIsClear(error, peer.port(), inMessage);
        }
    }

    private static Proxy proxy(int port, boolean socks, boolean credentials) {
        Proxy proxy = socks ? Proxy.socks5("127.0.0.1", port) : Proxy.http("127.0.0.1", port);
        return credentials ? proxy.withCredentials(USER, PASSWORD) : proxy;
    }

    private static void assertIsClear(ParlandoException error, int proxyPort, String... inMessage) {
        assertThat(error)
                .hasMessageContainingAll(inMessage)
                .hasMessageContaining("the proxy 127.0.0.1:" + proxyPort)
                .hasMessageNotContaining(PASSWORD)
                .hasMessageNotContaining("\n");
    }

    @Test
    void reportsConnectTimeoutOfSilentProxy() throws IOException {
        try (ScriptedProxy silent = ScriptedProxy.start(ScriptedProxy.Client::awaitEnd)) {
            TransportException error = catchThrowableOfType(
                    TransportException.class,
                    () -> speak(SpeechEngine.builder()
                            .baseUrl(SERVICE + 9)
                            .allowKeyInCleartext()
                            .timeouts(Timeouts.DEFAULT.withConnect(Duration.ofMillis(100)))
                            .proxy(Proxy.http("127.0.0.1", silent.port()))));
            assertThat(error.timeoutPhase()).isEqualTo(TimeoutPhase.CONNECT);
            assertThat(error).hasMessageContainingAll("the proxy 127.0.0.1", "speech.test:9", "100 ms");
        }
    }

    @Test
    void reportsAddressOfUnreachableProxy() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        TransportException error =
                catchThrowableOfType(TransportException.class, () -> speak(SERVICE + 9, Proxy.http("127.0.0.1", port)));
        assertThat(error).hasMessageContainingAll("cannot connect to the proxy 127.0.0.1:" + port, "refused");
    }

    @Test
    void reportsUnknownProxyHostName() {
        TransportException error = catchThrowableOfType(
                TransportException.class, () -> speak("http://127.0.0.1:9", Proxy.socks5("proxy.invalid", 1)));
        assertThat(error).hasMessageContainingAll("proxy.invalid", "check the proxy");
    }
}
