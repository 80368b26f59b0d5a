package dev.parlando.internal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.fault.BlackHole;
import dev.parlando.fault.ScriptedServer;
import dev.parlando.fault.ServerTls;
import dev.parlando.internal.origin.Origin;
import dev.parlando.network.Timeouts;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketOption;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of connection setup and of its errors, over real sockets on loopback. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectorTest {
    private static final Duration SHORT = Duration.ofMillis(100);

    private static MultiThreadIoEventLoopGroup loops;

    @BeforeAll
    static void startLoop() {
        loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    }

    @AfterAll
    static void stopLoop() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private static Connector connector(String baseUrl, Timeouts timeouts, NameLookup.Resolver resolver) {
        return new Connector(new ConnectSettings(Origin.of(URI.create(baseUrl)), null, null, null, timeouts), resolver);
    }

    private static InetAddress address(String text) throws UnknownHostException {
        return InetAddress.getAllByName(text)[0];
    }

    private static NameLookup.Resolver resolver(String... addresses) {
        return host -> {
            InetAddress[] result = new InetAddress[addresses.length];
            for (int i = 0; i < addresses.length; i++) {
                result[i] = address(addresses[i]);
            }
            return result;
        };
    }

    private static RecordingConnectListener connect(Connector connector) throws Exception {
        RecordingConnectListener outcome = new RecordingConnectListener();
        start(connector, outcome);
        return outcome;
    }

    private static ConnectProcess start(Connector connector, RecordingConnectListener outcome) throws Exception {
        EventLoop loop = (EventLoop) loops.next();
        return loop.submit(() -> connector.connect(loop, outcome)).get(30, TimeUnit.SECONDS);
    }

    /** Cancels the attempt on the event loop, after the tasks submitted so far. */
    private static void cancel(ConnectProcess attempt) throws Exception {
        loops.next().submit(attempt::cancel).get(30, TimeUnit.SECONDS);
    }

    private static void assertTimeout(RecordingConnectListener outcome, TimeoutPhase phase, String... inMessage) {
        TransportException error = outcome.error(TransportException.class);
        assertThat(error.timeoutPhase()).isEqualTo(phase);
        assertThat(error.progress()).isEqualTo(RequestProgress.NOT_SENT);
        assertThat(error).hasMessageContainingAll(inMessage).hasMessageContaining("100 ms");
    }

    private static InetSocketAddress at(String address, int port) throws IOException {
        return new InetSocketAddress(address(address), port);
    }

    private static ServerSocket listen(String address) throws IOException {
        return new ServerSocket(0, 50, address(address));
    }

    @Test
    void timesOutOnUnresponsiveNameService() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        Connector connector = connector("http://speech.test", Timeouts.DEFAULT.withNameLookup(SHORT), host -> {
            awaitQuietly(never);
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        });
        assertTimeout(connect(connector), TimeoutPhase.NAME_LOOKUP, "speech.test", "name service");
        never.countDown();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void reportsUnknownHostName() throws Exception {
        Connector connector = connector("http://speech.test", Timeouts.DEFAULT, host -> {
            throw new UnknownHostException(host);
        });
        TransportException error = connect(connector).error(TransportException.class);
        assertThat(error.timeoutPhase()).isNull();
        assertThat(error).hasMessageContainingAll("speech.test", "not known");
    }

    @Test
    void resolvesAddressForEveryConnection() throws Exception {
        try (ServerSocket first = listen("127.0.0.1");
                ServerSocket second = new ServerSocket()) {
            second.bind(at("127.0.0.2", first.getLocalPort()));
            int[] asked = {0};
            Connector connector = connector("http://speech.test:" + first.getLocalPort(), Timeouts.DEFAULT, host ->
                    new InetAddress[] {address("127.0.0." + ++asked[0])});
            connect(connector).channel().close();
            connect(connector).channel().close();
            first.accept().close();
            second.accept().close();
        }
    }

    @Test
    void timesOutOnUnresponsiveAddress() throws Exception {
        try (BlackHole hole = new BlackHole()) {
            assumeThat(hole.answersNobody()).isTrue();
            Connector connector = connector(
                    "http://127.0.0.1:" + hole.port(), Timeouts.DEFAULT.withConnect(SHORT), resolver("127.0.0.1"));
            assertTimeout(connect(connector), TimeoutPhase.CONNECT, "127.0.0.1:" + hole.port());
        }
    }

    @Test
    void timesOutOnSilentPeerDuringTlsHandshake() throws Exception {
        try (ServerSocket silent = listen("127.0.0.1")) {
            Connector connector = connector(
                    "https://speech.test:" + silent.getLocalPort(),
                    Timeouts.DEFAULT.withTlsHandshake(SHORT),
                    resolver("127.0.0.1"));
            assertTimeout(
                    connect(connector), TimeoutPhase.TLS_HANDSHAKE, "speech.test:" + silent.getLocalPort(), "TLS");
            try (Socket accepted = silent.accept()) {
                accepted.getInputStream().readAllBytes();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"h2 http/1.1, H2", "h2, H2", "http/1.1, HTTP_1_1", "'', HTTP_1_1"})
    void usesProtocolNegotiatedByAlpn(String offered, Protocol spoken, @TempDir Path folder) throws Exception {
        X509Bundle certificate = ServerTls.loopback().buildSelfSigned();
        Path pem = Files.writeString(folder.resolve("ca.pem"), certificate.getCertificatePEM());
        String[] protocols = offered.isEmpty() ? new String[0] : offered.split(" ", -1);
        try (ScriptedServer server = ScriptedServer.startTls(ServerTls.of(certificate, protocols), stream -> {})) {
            RecordingConnectListener outcome = connect(
                    new Connector(new ConnectSettings(Origin.of(server.baseUrl()), null, pem, null, Timeouts.DEFAULT)));
            assertThat(outcome.protocol()).isEqualTo(spoken);
            assertThat(outcome.channel().pipeline().names())
                    .hasSize(2)
                    .first()
                    .asString()
                    .contains("SslHandler");
            outcome.channel().close();
        }
    }

    @Test
    void reportsResolverFailureAsFailedLookup() throws Exception {
        Connector connector = connector("http://speech.test", Timeouts.DEFAULT, host -> {
            throw new IllegalStateException("broken");
        });
        assertThat(connect(connector).error(TransportException.class))
                .hasMessageContainingAll("speech.test could not be looked up", "broken");
    }

    @Test
    void fallsBackToListeningIpv4Address() throws Exception {
        try (ServerSocket server = listen("127.0.0.1")) {
            Connector connector = connector(
                    "http://speech.test:" + server.getLocalPort(), Timeouts.DEFAULT, resolver("::1", "127.0.0.1"));
            RecordingConnectListener outcome = connect(connector);
            assertThat(outcome.protocol()).isEqualTo(Protocol.H2C);
            assertThat(outcome.channel().remoteAddress()).isEqualTo(at("127.0.0.1", server.getLocalPort()));
            outcome.channel().close();
        }
    }

    @Test
    void fallsBackToListeningIpv6Address() throws Exception {
        assumeThat(hasIpV6()).isTrue();
        try (ServerSocket server = listen("::1")) {
            Connector connector = connector(
                    "http://speech.test:" + server.getLocalPort(), Timeouts.DEFAULT, resolver("127.0.0.1", "::1"));
            RecordingConnectListener outcome = connect(connector);
            assertThat(outcome.channel().remoteAddress()).isEqualTo(at("::1", server.getLocalPort()));
            outcome.channel().close();
        }
    }

    private static boolean hasIpV6() {
        try (ServerSocket server = listen("::1")) {
            return server.isBound();
        } catch (IOException noSuchFamily) {
            return false;
        }
    }

    @Test
    void connectsToNextAddressWhileFirstIsUnresponsive() throws Exception {
        try (ServerSocket server = listen("127.0.0.2");
                BlackHole hole = new BlackHole(address("127.0.0.1"), server.getLocalPort())) {
            assumeThat(hole.answersNobody()).isTrue();
            Connector connector = connector(
                    "http://speech.test:" + server.getLocalPort(),
                    Timeouts.DEFAULT.withConnect(Duration.ofDays(1)),
                    resolver("127.0.0.1", "127.0.0.2"));
            RecordingConnectListener outcome = connect(connector);
            assertThat(outcome.protocol()).isEqualTo(Protocol.H2C);
            outcome.channel().close();
        }
    }

    @Test
    void reportsReasonIfNoAddressConnects() throws Exception {
        // Bound without listening, so that no other process gets the port at any address.
        try (Socket bound = new Socket()) {
            bound.bind(new InetSocketAddress(0));
            int port = bound.getLocalPort();
            Connector connector =
                    connector("http://speech.test:" + port, Timeouts.DEFAULT, resolver("127.0.0.1", "127.0.0.2"));
            assertThat(connect(connector).error(TransportException.class))
                    .hasMessageContainingAll("cannot connect to speech.test:" + port, "refused");
        }
    }

    @Test
    void invokesNoListenerAfterCancelledLookup() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch answered = new CountDownLatch(1);
        try (ServerSocket server = listen("127.0.0.1")) {
            Connector connector = connector("http://speech.test:" + server.getLocalPort(), Timeouts.DEFAULT, host -> {
                asked.countDown();
                awaitQuietly(answer);
                answered.countDown();
                return new InetAddress[] {InetAddress.getLoopbackAddress()};
            });
            RecordingConnectListener outcome = new RecordingConnectListener();
            ConnectProcess attempt = start(connector, outcome);
            asked.await();
            cancel(attempt);
            answer.countDown();
            answered.await();
            cancel(attempt);
            assertThat(outcome.isKnown()).isFalse();
        }
    }

    @Test
    void closesSocketWithoutCallbackOnCancelledHandshake() throws Exception {
        try (ServerSocket silent = listen("127.0.0.1")) {
            Connector connector =
                    connector("https://speech.test:" + silent.getLocalPort(), Timeouts.DEFAULT, resolver("127.0.0.1"));
            RecordingConnectListener outcome = new RecordingConnectListener();
            ConnectProcess attempt = start(connector, outcome);
            try (Socket accepted = silent.accept()) {
                assertThat(accepted.getInputStream().read()).isEqualTo(0x16);
                cancel(attempt);
                accepted.getInputStream().readAllBytes();
            }
            cancel(attempt);
            assertThat(outcome.isKnown()).isFalse();
        }
    }

    @Test
    void keepsTcpConnectionAlive() throws Exception {
        try (ServerSocket server = listen("127.0.0.1")) {
            Channel channel = connect(connector(
                            "http://127.0.0.1:" + server.getLocalPort(), Timeouts.DEFAULT, resolver("127.0.0.1")))
                    .channel();
            assertThat(channel.config().getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
            Map<String, Object> times = new HashMap<>();
            for (SocketOption<?> option : supportedOptions()) {
                if (option.name().startsWith("TCP_KEEP")) {
                    times.put(option.name(), channel.config().getOption(NioChannelOption.of(option)));
                }
            }
            assumeThat(times).isNotEmpty();
            assertThat(times).isEqualTo(Map.of("TCP_KEEPIDLE", 30, "TCP_KEEPINTERVAL", 10, "TCP_KEEPCOUNT", 3));
            channel.close();
        }
    }

    private static Set<SocketOption<?>> supportedOptions() throws IOException {
        try (SocketChannel any = SocketChannel.open()) {
            return any.supportedOptions();
        }
    }

    @Test
    void invokesNoListenerIfCancelledBeforeStart() throws Exception {
        EventLoop loop = (EventLoop) loops.next();
        RecordingConnectListener outcome = new RecordingConnectListener();
        Connector connector = connector("http://127.0.0.1:1", Timeouts.DEFAULT, resolver());
        loop.submit(() -> connector.connect(loop, outcome).cancel()).get(30, TimeUnit.SECONDS);
        loop.submit(() -> {}).get(30, TimeUnit.SECONDS);
        assertThat(outcome.isKnown()).isFalse();
    }
}
