package dev.parlando.internal.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.error.InternalException;
import dev.parlando.error.TransportException;
import dev.parlando.internal.timing.Allocation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the server with peers that keep to the protocol, and with others. */
class WebSocketServerTest {
    private static final int TEXT = 0x81;
    private static final int BINARY = 0x82;
    private static final int CLOSE = 0x88;
    private static final int PING = 0x89;

    private WebSocketFixture fixture = new WebSocketFixture(WebSocketFixture.QUICK);

    @AfterEach
    void close() {
        fixture.close();
    }

    private void restart(WebSocketSettings settings) {
        fixture.close();
        fixture = new WebSocketFixture(settings);
    }

    private RawWebSocket open() throws IOException {
        return RawWebSocket.open(fixture.address());
    }

    /** Fails unless another connection of the same server works. */
    private void assertOthersGoOn(RawWebSocket other) throws IOException {
        other.sendFrame(TEXT, "still here".getBytes(UTF_8));
        assertThat(other.readFrame()).isEqualTo("81 still here");
    }

    @Test
    void passesWholeMessages() throws Exception {
        try (RawWebSocket client = open()) {
            client.sendFrame(TEXT, "Grüße".getBytes(UTF_8));
            assertThat(client.readFrame()).isEqualTo("81 Grüße");
            client.sendFrame(BINARY, new byte[700]);
            assertThat(client.readFrame()).startsWith("82 ").hasSize(703);
            client.sendFrame(0x01, "Gr".getBytes(UTF_8));
            client.sendFrame(0x00, new byte[] {(byte) 0xC3});
            client.sendFrame(PING, "alive".getBytes(UTF_8));
            client.sendFrame(0x80, new byte[] {(byte) 0xBC});
            assertThat(client.readFrame()).isEqualTo("8a alive");
            assertThat(client.readFrame()).isEqualTo("81 Grü");
        }
    }

    @Test
    void answersClose() throws Exception {
        try (RawWebSocket client = open()) {
            client.sendFrame(CLOSE, new byte[] {0x03, (byte) 0xE8, 'b', 'y', 'e'});
            assertThat(client.readClose()).isEqualTo(1000);
            assertThat(client.isEnded()).isTrue();
        }
        assertThat(fixture.listener().close()).isEqualTo(new WebSocketClose(1000, "bye", null));
    }

    @Test
    void answersCloseWithoutCode() throws Exception {
        try (RawWebSocket client = open()) {
            client.sendFrame(CLOSE);
            assertThat(client.readFrame()).isEqualTo("88 ");
        }
        assertThat(fixture.listener().close()).isEqualTo(new WebSocketClose(WebSocketClose.NO_CODE, "", null));
    }

    @ParameterizedTest
    @CsvSource({
        "1009, 81FF00000000000F424001020304", // 1,000,000 bytes announced
        "1002, 8105", // not masked
        "1002, C1850102030400000000", // reserved bit, such as of permessage-deflate
        "1002, 838001020304", // reserved opcode
        "1002, 098001020304", // fragmented ping
        "1002, 808001020304", // continuation of nothing
        "1007, 818201020304C3C2", // two bytes that are not UTF-8
    })
    void closesForViolation(int code, String hex) throws Exception {
        violate(code, HexFormat.of().parseHex(hex));
    }

    private void violate(int code, byte... frames) throws Exception {
        try (RawWebSocket other = open();
                RawWebSocket client = open()) {
            fixture.listener();
            client.send(frames);
            assertThat(client.readClose()).isEqualTo(code);
            WebSocketClose close = fixture.listener().close();
            assertThat(close.code()).isEqualTo(code);
            assertThat(close.error()).isInstanceOf(TransportException.class).hasMessageContaining("violated");
            assertThat(client.isEnded()).isTrue();
            assertOthersGoOn(other);
        }
    }

    @Test
    void closesForMessageThatIsTooLongInSeveralFrames() throws Exception {
        try (RawWebSocket client = open()) {
            client.sendFrame(0x01, new byte[600]);
            client.sendFrame(0x80, new byte[600]);
            assertThat(client.readClose()).isEqualTo(1009);
        }
        assertThat(fixture.listener().close().code()).isEqualTo(1009);
    }

    @Test
    void closesForListenerThatThrows() throws Exception {
        try (RawWebSocket other = open();
                RawWebSocket client = open()) {
            fixture.listener();
            client.sendFrame(TEXT, "throw".getBytes(UTF_8));
            assertThat(client.readClose()).isEqualTo(1011);
            assertThat(fixture.listener().close().error()).isInstanceOf(InternalException.class);
            assertOthersGoOn(other);
        }
    }

    @Test
    void reportsConnectionThatBreaks() throws Exception {
        RawWebSocket client = open();
        client.reset();
        WebSocketClose close = fixture.listener().close();
        assertThat(close.code()).isEqualTo(WebSocketClose.ABNORMAL);
        assertThat(close.error()).hasMessageContaining("without a close frame");
    }

    @Test
    void closesSilentConnection() throws Exception {
        restart(WebSocketFixture.QUICK.withSilence(Duration.ofMillis(300), Duration.ofMillis(100)));
        try (RawWebSocket client = open()) {
            assertThat(client.readFrame()).isEqualTo("89 ");
            fixture.listener().close();
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void closesPeerThatReadsNothing() throws Exception {
        restart(WebSocketFixture.QUICK.withTimes(
                Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofMillis(100)));
        try (RawWebSocket other = open();
                RawWebSocket client = open()) {
            fixture.listener();
            RecordingListener listener = fixture.listener();
            WebSocketConnection connection = listener.connection();
            fillUntilUnwritable(connection);
            assertThat(listener.close().error()).hasMessageContaining("has read nothing");
            assertThat(connection.isWritable()).isTrue();
            assertOthersGoOn(other);
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void limitsPendingBytes() throws Exception {
        try (RawWebSocket client = open()) {
            RecordingListener listener = fixture.listener();
            WebSocketConnection connection = listener.connection();
            ByteBuffer message = ByteBuffer.allocate(64 * 1024);
            for (int count = 0; count < 20; count++) {
                connection.sendBinary(message);
            }
            assertThat(message.remaining()).isEqualTo(64 * 1024);
            assertThat(listener.close().error()).hasMessageContaining("reads too slowly");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void reportsThatSlowPeerHasCaughtUp() throws Exception {
        try (RawWebSocket client = open()) {
            RecordingListener listener = fixture.listener();
            int messages = fillUntilUnwritable(listener.connection());
            for (int message = 0; message < messages; message++) {
                assertThat(client.readFrame()).hasSize(8 * 1024 + 3);
            }
            assertThat(listener.next()).isEqualTo("writable");
        }
    }

    @Test
    void sendsWithoutAllocation() throws Exception {
        try (RawWebSocket client = open()) {
            WebSocketConnection connection = fixture.listener().connection();
            ByteBuffer message = ByteBuffer.wrap("media".getBytes(UTF_8));
            assertThat(Allocation.leastBytes(() -> {
                        for (int count = 0; count < 10; count++) {
                            connection.sendText(message);
                            connection.flush();
                        }
                    }))
                    .isZero();
            assertThat(client.readFrame()).isEqualTo("81 media");
        }
    }

    private static int fillUntilUnwritable(WebSocketConnection connection) {
        ByteBuffer message = ByteBuffer.allocate(8 * 1024);
        int messages = 0;
        long deadlineNanos = System.nanoTime() + 500_000_000;
        while (connection.isOpen() && System.nanoTime() < deadlineNanos) {
            if (connection.isWritable()) {
                connection.sendBinary(message);
                connection.flush();
                messages++;
                deadlineNanos = System.nanoTime() + 500_000_000;
            } else {
                Thread.onSpinWait();
            }
        }
        return messages;
    }

    @ParameterizedTest
    @CsvSource({"/refused, 403", "/failed, 500"})
    void refusesBeforeConnectionExists(String path, int status) throws Exception {
        try (RawWebSocket client = new RawWebSocket(fixture.address())) {
            assertThat(client.request(path, "")).startsWith("HTTP/1.1 " + status + " ");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'GET / HTTP/1.1\r\nHost: a\r\n\r\n', 426",
        "'POST / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nSec-WebSocket-Key: a\r\n\r\n', 426",
        "'GET / HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Key: a\r\nSec-WebSocket-Version: 99\r\n\r\n', 426",
        "'GET / HTTP/1.1\r\nUpgrade: websocket\r\nSec-WebSocket-Key: a\r\nContent-Length: 1\r\n\r\nx', 400",
        "'nonsense\r\n\r\n', 400",
    })
    void refusesOtherRequests(String request, int status) throws Exception {
        try (RawWebSocket client = new RawWebSocket(fixture.address())) {
            client.send(request);
            assertThat(client.readHeaders()).startsWith("HTTP/1.1 " + status + " ");
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void declinesExtensionsAndSelectsSubprotocol() throws Exception {
        try (RawWebSocket client = new RawWebSocket(fixture.address())) {
            String response = client.request(
                    "/", "Sec-WebSocket-Extensions: permessage-deflate\r\nSec-WebSocket-Protocol: other, media\r\n");
            assertThat(response)
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("sec-websocket-protocol: media")
                    .doesNotContainIgnoringCase("extensions");
        }
        assertThat(fixture.listener().connection().subprotocol()).isEqualTo("media");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET / HTTP/1.1\r\nHost:", "never"})
    void limitsUpgrade(String start) throws Exception {
        restart(WebSocketFixture.QUICK.withTimes(
                Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofMillis(100)));
        try (RawWebSocket client = new RawWebSocket(fixture.address())) {
            if (start.equals("never")) {
                assertThatThrownBy(() -> client.request("/never", "")).isInstanceOf(IOException.class);
            } else {
                client.send(start);
            }
            assertThat(client.isEnded()).isTrue();
        }
    }

    @Test
    void limitsConnections() throws Exception {
        fixture.close();
        fixture = new WebSocketFixture(WebSocketFixture.QUICK, null, 1);
        try (RawWebSocket client = open();
                RawWebSocket second = new RawWebSocket(fixture.address())) {
            assertThat(second.isEnded()).isTrue();
            assertOthersGoOn(client);
        }
    }

    @Test
    void closesConnectionsAndThreads() throws Exception {
        try (RawWebSocket client = open()) {
            fixture.listener();
            fixture.close();
            assertThat(client.readClose()).isEqualTo(1001);
            assertThat(fixture.server().connectionCount()).isZero();
        }
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("parlando-ws-test"));
    }

    @Test
    void rejectsUnusableAddress() {
        assertThatThrownBy(() -> WebSocketServer.start(
                        fixture.loops,
                        new WebSocketServerSettings(
                                "127.0.0.1", fixture.address().getPort(), null, 1, WebSocketFixture.QUICK),
                        request -> {
                            throw new AssertionError();
                        }))
                .isInstanceOf(TransportException.class)
                .hasMessageStartingWith(
                        "cannot listen on 127.0.0.1:" + fixture.address().getPort())
                .hasMessageEndingWith("use a free port");
    }
}
