package dev.parlando.audio.telephony.asterisk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.fixture.TestPacket;
import dev.parlando.audio.telephony.carrier.CallStart;
import dev.parlando.audio.telephony.carrier.CarrierClient;
import dev.parlando.audio.telephony.carrier.CarrierListener;
import dev.parlando.audio.telephony.carrier.CarrierServer;
import dev.parlando.audio.telephony.carrier.CarrierSession;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.internal.event.EventLoops;
import dev.parlando.internal.websocket.WebSocketClient;
import dev.parlando.internal.websocket.WebSocketClientSettings;
import dev.parlando.internal.websocket.WebSocketClose;
import dev.parlando.internal.websocket.WebSocketConnection;
import dev.parlando.internal.websocket.WebSocketListener;
import dev.parlando.internal.websocket.WebSocketServer;
import dev.parlando.internal.websocket.WebSocketServerSettings;
import dev.parlando.internal.websocket.WebSocketSettings;
import dev.parlando.internal.websocket.WebSocketUpgrade;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests of calls of chan_websocket over real connections, which either side opens. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AsteriskMediaTest {
    private static final String START = "MEDIA_START connection_id:abc channel:WebSocket/INCOMING/0x7f01 "
            + "channel_id:1765.4 format:ulaw optimal_frame_size:160 ptime:20";

    private final EventLoops loops = new EventLoops("parlando-asterisk-test", 1);
    private final Asterisk asterisk = new Asterisk();
    private final Calls calls = new Calls();

    @AfterEach
    void close() {
        loops.close();
    }

    /** The application, which stores the events of its calls. */
    private static final class Calls implements CarrierListener {
        final BlockingQueue<CarrierSession> started = new LinkedBlockingQueue<>();
        final BlockingQueue<String> events = new LinkedBlockingQueue<>();

        @Override
        public void onStart(CarrierSession session, CallStart start) {
            started.add(session);
        }

        @Override
        public void onEnd(CarrierSession session, @Nullable ParlandoException error) {
            events.add(error == null ? "end" : error.getMessage());
        }

        CarrierSession nextCall() throws InterruptedException {
            return Objects.requireNonNull(started.poll(30, TimeUnit.SECONDS), "no call");
        }

        String nextEvent() throws InterruptedException {
            return Objects.requireNonNull(events.poll(30, TimeUnit.SECONDS), "no event");
        }
    }

    /** The side of Asterisk, which starts the media when the connection opens. */
    private static final class Asterisk implements WebSocketListener {
        final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        final CompletableFuture<WebSocketConnection> connection = new CompletableFuture<>();

        @Override
        public void onOpen(WebSocketConnection opened) {
            opened.sendText(ByteBuffer.wrap(START.getBytes(UTF_8)));
            opened.flush();
            connection.complete(opened);
        }

        @Override
        public void onText(ByteBuffer utf8) {
            received.add(UTF_8.decode(utf8).toString());
        }

        @Override
        public void onBinary(ByteBuffer bytes) {
            received.add(bytes.remaining() + " bytes");
        }

        @Override
        public void onClose(WebSocketClose close) {
            received.add("close " + close.code());
        }

        String next() throws InterruptedException {
            return Objects.requireNonNull(received.poll(30, TimeUnit.SECONDS), "no message");
        }
    }

    private static void exchange(CarrierSession call, Asterisk asterisk) throws InterruptedException {
        call.sink().send(TestPacket.g711());
        call.sink().sendMark("1");
        call.sink().flush();
        AsteriskCodec.send(call, AsteriskCommand.PAUSE_MEDIA);
        assertThat(asterisk.next()).isEqualTo("160 bytes");
        assertThat(asterisk.next()).isEqualTo("MARK_MEDIA 1");
        assertThat(asterisk.next()).isEqualTo("PAUSE_MEDIA");
    }

    private WebSocketConnection connect(URI server) throws Exception {
        try (WebSocketClient client = new WebSocketClient(loops, WebSocketClientSettings.of(server))) {
            return client.connect("/calls", Map.of(), "media", asterisk).get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void acceptsConnectionsOfAsterisk() throws Exception {
        try (CarrierServer server =
                CarrierServer.builder(AsteriskCodec::new, calls).start()) {
            URI uri = URI.create("ws://127.0.0.1:" + server.address().getPort());
            WebSocketConnection connection = connect(uri);
            assertThat(connection.subprotocol()).isEqualTo("media");
            exchange(calls.nextCall(), asterisk);
            connection.close(WebSocketClose.NORMAL, "");
            assertThat(calls.nextEvent()).isEqualTo("end");
        }
    }

    @Test
    void connectsToAsterisk() throws Exception {
        try (WebSocketServer server = asteriskServer()) {
            try (CarrierClient client = client(server)) {
                CarrierSession session =
                        client.connect("/media/abc").toCompletableFuture().get(30, TimeUnit.SECONDS);
                assertThat(calls.nextCall()).isSameAs(session);
                assertThat(asterisk.connection.get(30, TimeUnit.SECONDS).subprotocol())
                        .isEqualTo("media");
                exchange(session, asterisk);
            }
            assertThat(asterisk.next()).isEqualTo("close 1000");
            assertThat(calls.nextEvent()).isEqualTo("end");
        }
    }

    @Test
    void reportsRefusalOfAsterisk() {
        try (WebSocketServer server = asteriskServer();
                CarrierClient client = client(server)) {
            assertThatThrownBy(() ->
                            client.connect("/media/other").toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(RequestRejectedException.class)
                    .hasMessageContaining("404");
            assertThat(calls.started).isEmpty();
        }
    }

    private CarrierClient client(WebSocketServer server) {
        return new CarrierClient(URI.create("ws://127.0.0.1:" + server.address().getPort()), AsteriskCodec::new, calls);
    }

    /** Starts a server like that of Asterisk's module for the dial string {@code WebSocket/INCOMING}. */
    private WebSocketServer asteriskServer() {
        return WebSocketServer.start(
                loops,
                new WebSocketServerSettings("127.0.0.1", 0, null, 10, WebSocketSettings.DEFAULT),
                request -> CompletableFuture.completedFuture(
                        request.path().equals("/media/abc") && request.offersSubprotocol("media")
                                ? WebSocketUpgrade.accept(asterisk, "media")
                                : WebSocketUpgrade.refuse(404, "no such connection")));
    }
}
