package dev.parlando.internal.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.fault.ServerTls;
import dev.parlando.internal.event.EventLoops;
import dev.parlando.internal.websocket.WebSocketServerSettings.Identity;
import dev.parlando.network.Timeouts;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the client against the server of this package, and against servers that fail. */
class WebSocketClientTest {
    private final EventLoops loops = new EventLoops("parlando-ws-client", 1);
    private final RecordingListener listener = RecordingListener.silent();
    private @Nullable WebSocketClient client;

    @AfterEach
    void close() {
        loops.close();
        if (client != null) {
            client.close();
        }
    }

    private CompletableFuture<WebSocketConnection> connect(WebSocketClientSettings settings, String target) {
        WebSocketClient created = new WebSocketClient(loops, settings);
        client = created;
        return created.connect(target, Map.of("X-Test", "yes"), null, listener);
    }

    private static WebSocketClientSettings quick(URI server) {
        return new WebSocketClientSettings(server, null, null, null, Timeouts.DEFAULT, WebSocketFixture.QUICK);
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(5, TimeUnit.SECONDS);
    }

    private static Throwable failure(ThrowingCallable call) {
        try {
            call.call();
        } catch (ExecutionException e) {
            return Objects.requireNonNull(e.getCause());
        } catch (Throwable other) {
            throw new AssertionError(other);
        }
        throw new AssertionError("no failure");
    }

    private void assertEchoes(WebSocketConnection connection) throws Exception {
        connection.sendText(ByteBuffer.wrap("Grüße".getBytes(StandardCharsets.UTF_8)));
        connection.sendBinary(ByteBuffer.allocate(70));
        connection.flush();
        assertThat(listener.next()).isEqualTo("Grüße");
        assertThat(listener.next()).isEqualTo("70 bytes");
        connection.close(1000, "done");
        assertThat(listener.close()).isEqualTo(new WebSocketClose(1000, "done", null));
    }

    @Test
    void exchangesMessages() throws Exception {
        try (WebSocketFixture server = new WebSocketFixture(WebSocketFixture.QUICK)) {
            assertEchoes(get(connect(quick(server.uri("ws")), "/media/7?token=a%20b")));
            assertThat(server.listener().close()).isEqualTo(new WebSocketClose(1000, "done", null));
        }
    }

    @Test
    void exchangesMessagesOverTls(@TempDir Path folder) throws Exception {
        X509Bundle bundle = ServerTls.loopback().buildSelfSigned();
        Path certificate = Files.writeString(folder.resolve("cert.pem"), bundle.getCertificatePEM());
        Path key = Files.writeString(folder.resolve("key.pem"), bundle.getPrivateKeyPEM());
        Identity files = new Identity(null, certificate, key);
        try (WebSocketFixture server = new WebSocketFixture(WebSocketFixture.QUICK, files, 100)) {
            assertEchoes(get(connect(
                    new WebSocketClientSettings(
                            server.uri("wss"), null, certificate, null, Timeouts.DEFAULT, WebSocketFixture.QUICK),
                    "/")));
        }
    }

    @Test
    void acceptsContextsOfUser() throws Exception {
        X509Bundle bundle = ServerTls.loopback().buildSelfSigned();
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                bundle.toKeyManagerFactory().getKeyManagers(),
                bundle.toTrustManagerFactory().getTrustManagers(),
                null);
        Identity identity = new Identity(context, null, null);
        try (WebSocketFixture server = new WebSocketFixture(WebSocketFixture.QUICK, identity, 100)) {
            assertEchoes(get(connect(
                    new WebSocketClientSettings(
                            server.uri("wss"), null, null, context, Timeouts.DEFAULT, WebSocketFixture.QUICK),
                    "/")));
        }
    }

    @Test
    void rejectsUnusableFiles(@TempDir Path folder) {
        Identity identity = new Identity(null, folder.resolve("none"), folder.resolve("none"));
        assertThatThrownBy(() -> new WebSocketFixture(WebSocketFixture.QUICK, identity, 1))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("PEM");
    }

    @Test
    void requestsSubprotocol() throws Exception {
        try (WebSocketFixture server = new WebSocketFixture(WebSocketFixture.QUICK)) {
            WebSocketClient opened = new WebSocketClient(loops, quick(server.uri("ws")));
            client = opened;
            assertThat(get(opened.connect("/", Map.of(), "media", listener)).subprotocol())
                    .isEqualTo("media");
            assertThat(failure(() -> get(opened.connect("/", Map.of(), "other", RecordingListener.silent()))))
                    .isInstanceOf(TransportException.class)
                    .hasMessageContaining("did not upgrade");
        }
    }

    @Test
    void reportsRefusal() {
        try (WebSocketFixture server = new WebSocketFixture(WebSocketFixture.QUICK)) {
            assertThat(failure(() -> get(connect(quick(server.uri("ws")), "/refused?token=secret"))))
                    .isInstanceOfSatisfying(RequestRejectedException.class, rejected -> {
                        assertThat(rejected.error().httpStatus()).isEqualTo(403);
                        assertThat(rejected).hasMessageContaining("forbidden").hasMessageNotContaining("secret");
                    });
        }
    }

    @Test
    void reportsServerThatAnswersNothing() {
        try (WebSocketFixture server = new WebSocketFixture(WebSocketFixture.QUICK)) {
            WebSocketSettings brief = WebSocketFixture.QUICK.withTimes(
                    Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofMillis(100));
            assertThat(failure(() -> get(connect(
                            new WebSocketClientSettings(server.uri("ws"), null, null, null, Timeouts.DEFAULT, brief),
                            "/never"))))
                    .isInstanceOfSatisfying(TransportException.class, error -> assertThat(error.timeoutPhase())
                            .isEqualTo(TimeoutPhase.RESPONSE_HEADERS))
                    .hasMessageContaining("within 100 ms");
        }
    }

    @Test
    void reportsServerThatCloses() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<WebSocketConnection> opening =
                    connect(quick(URI.create("ws://127.0.0.1:" + server.getLocalPort())), "/");
            server.accept().close();
            assertThat(failure(() -> get(opening))).isInstanceOf(TransportException.class);
        }
    }

    @Test
    void reportsServerThatSpeaksAnotherProtocol() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<WebSocketConnection> opening =
                    connect(quick(URI.create("ws://127.0.0.1:" + server.getLocalPort())), "/");
            try (Socket accepted = server.accept()) {
                accepted.getOutputStream().write("220 smtp\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(failure(() -> get(opening))).isNotNull();
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void closesForServerThatViolatesProtocol() throws Exception {
        try (WebSocketFixture server = new WebSocketFixture(WebSocketFixture.QUICK)) {
            get(connect(quick(server.uri("ws")), "/"));
            server.listener().connection().sendText(ByteBuffer.wrap(new byte[] {(byte) 0xFF}));
            server.server().close();
        }
        // The text is not flushed before the server closes the connection, which sends it.
        assertThat(listener.close().code()).isEqualTo(WebSocketClose.INVALID_PAYLOAD);
    }

    @Test
    void rejectsMalformedTarget() {
        WebSocketClientSettings settings = quick(URI.create("ws://localhost:1"));
        assertThatThrownBy(() -> connect(settings, "/a b?token=secret"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageNotContaining("secret");
    }

    @Test
    void rejectsUrlsOfOtherSchemes() {
        assertThatThrownBy(() -> new WebSocketClient(loops, WebSocketClientSettings.of(URI.create("http://localhost"))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("ws or wss");
    }

    @Test
    void refusalIsConvertedByTheCaller() throws Exception {
        try (WebSocketFixture fixture = new WebSocketFixture(WebSocketFixture.QUICK)) {
            WebSocketClient created = new WebSocketClient(loops, quick(fixture.uri("ws")));
            client = created;
            WebSocketRefusal refusal = (address, status, body, header) -> new InvalidRequestException(
                    address,
                    status + " " + new String(body, StandardCharsets.UTF_8).strip() + " " + header.apply("no-such"));
            CompletableFuture<WebSocketConnection> opened =
                    created.connect(loops.next(), "/refused", Map.of(), null, listener, refusal);
            assertThat(failure(() -> get(opened)))
                    .isInstanceOf(InvalidRequestException.class)
                    .hasMessageContaining("403 forbidden null");
        }
    }
}
