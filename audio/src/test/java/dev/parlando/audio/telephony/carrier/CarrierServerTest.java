package dev.parlando.audio.telephony.carrier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.fixture.TestPacket;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.internal.event.EventLoops;
import dev.parlando.internal.websocket.WebSocketClient;
import dev.parlando.internal.websocket.WebSocketClientSettings;
import dev.parlando.internal.websocket.WebSocketClose;
import dev.parlando.internal.websocket.WebSocketConnection;
import dev.parlando.internal.websocket.WebSocketListener;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests of the server with a scripted carrier. */
class CarrierServerTest {
    private static final String START =
            "{\"event\":\"start\",\"streamSid\":\"MZ1\",\"start\":{\"callSid\":\"CA1\",\"customParameters\":{}}}";

    private final EventLoops loops = new EventLoops("parlando-carrier-test", 1);
    private final RecordingCarrierListener listener = new RecordingCarrierListener();

    @AfterEach
    void close() {
        loops.close();
    }

    private CarrierServerBuilder builder() {
        return CarrierServer.builder(TwilioCodec::new, listener);
    }

    private Carrier call(CarrierServer server, String target, Map<String, String> headers) throws Exception {
        Carrier carrier = new Carrier();
        URI uri = URI.create("ws://127.0.0.1:" + server.address().getPort());
        try (WebSocketClient client = new WebSocketClient(loops, WebSocketClientSettings.of(uri))) {
            carrier.connection = client.connect(target, headers, null, carrier).get(5, TimeUnit.SECONDS);
        }
        return carrier;
    }

    @Test
    void passesCallsToListener() throws Exception {
        try (CarrierServer server = builder().start()) {
            Carrier carrier = call(server, "/media", Map.of());
            carrier.send(START);
            assertThat(listener.next()).isEqualTo("start CA1 MZ1 ULAW 8000 Hz {}");
            CarrierSession session = listener.session();
            session.sink().send(TestPacket.of((byte) 1));
            session.sink().sendMark("m1");
            session.sink().flush();
            assertThat(session.sink().isWritable()).isTrue();
            assertThat(carrier.next()).contains("\"payload\":\"AQ==\"");
            String mark = carrier.next();
            carrier.send(mark);
            assertThat(listener.next()).isEqualTo("mark m1");
            session.close();
            assertThat(carrier.next()).isEqualTo("close 1000 ");
            assertThat(listener.next()).isEqualTo("end");
        }
    }

    @Test
    void endsOnlyTheCallThatIsMalformed() throws Exception {
        try (CarrierServer server = builder().start()) {
            Carrier good = call(server, "/media", Map.of());
            Carrier bad = call(server, "/media", Map.of());
            bad.send("nonsense");
            assertThat(bad.next()).startsWith("close 1007 Twilio sent a message that is not a JSON object");
            assertThat(listener.next()).startsWith("end Twilio sent");
            good.send(START);
            assertThat(listener.next()).startsWith("start CA1");
            bad = call(server, "/media", Map.of());
            bad.send("x".repeat(70_000));
            assertThat(bad.next()).isEqualTo("close 1009 message too long");
            assertThat(listener.next()).startsWith("end the WebSocket peer");
            good.send("{\"event\":\"dtmf\",\"dtmf\":{\"digit\":\"1\"}}");
            assertThat(listener.next()).isEqualTo("dtmf 1");
        }
        assertThat(listener.next()).isEqualTo("end");
    }

    @Test
    void refusesRequestsWithoutSignature() throws Exception {
        TwilioSignature signature = TwilioSignature.of("wss://calls.example.org", "12345678901234567890123456789012");
        try (CarrierServer server = builder().signature(signature).start()) {
            Carrier carrier = call(server, "/media", Map.of(TwilioSignature.HEADER, "EIp/1W0F4wrlr7fXIkWMCyg/Sh0="));
            carrier.connection.close(1000, "");
            assertThat(listener.next()).isEqualTo("end");
            assertRefused(server, Map.of());
            assertRefused(server, Map.of(TwilioSignature.HEADER, "7IFg1W0F4wrlr7fXIkWMCyg/Sh0="));
        }
        assertThat(listener.log).isEmpty();
    }

    private void assertRefused(CarrierServer server, Map<String, String> headers) {
        assertThatThrownBy(() -> call(server, "/media", headers))
                .hasCauseInstanceOf(RequestRejectedException.class)
                .hasMessageContaining("403");
    }

    @Test
    void refusesRequestsThatAccessCheckRejects() throws Exception {
        try (CarrierServer server = builder()
                .access(request -> {
                    if (request.target().equals("/throw")) {
                        throw new IllegalStateException("expected");
                    }
                    return request.path().equals("/calls") && "yes".equals(request.header("x-token"));
                })
                .start()) {
            assertRefused(server, Map.of());
            assertThatThrownBy(() -> call(server, "/throw", Map.of())).hasMessageContaining("403");
            call(server, "/calls?a=b", Map.of("X-Token", "yes"));
        }
    }

    @Test
    void endsSilentCall() throws Exception {
        try (CarrierServer server =
                builder().silenceLimit(Duration.ofMillis(100)).start()) {
            Carrier carrier = call(server, "/media", Map.of());
            assertThat(carrier.next()).isEqualTo("close 1008 silent");
            assertThat(listener.next()).contains("has sent nothing for 100 ms");
        }
    }

    @Test
    void endsCallWithoutStartDespiteMessages() throws Exception {
        try (CarrierServer server = builder().startLimit(Duration.ofMillis(300)).start()) {
            Carrier carrier = call(server, "/media", Map.of());
            carrier.send("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}");
            assertThat(carrier.next()).isEqualTo("close 1008 no start");
            assertThat(listener.next()).contains("127.0.0.1").endsWith("sent no start of the stream for 300 ms");
            awaitNoConnection(server);
        }
        assertThat(listener.log).isEmpty();
    }

    private static void awaitNoConnection(CarrierServer server) {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5); server.connectionCount() > 0; ) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @Test
    void keepsStartedCallBeyondLimit() throws Exception {
        try (CarrierServer server = builder().startLimit(Duration.ofMillis(300)).start()) {
            Carrier started = call(server, "/media", Map.of());
            started.send(START);
            assertThat(listener.next()).startsWith("start CA1");
            Carrier later = call(server, "/media", Map.of());
            assertThat(later.next()).isEqualTo("close 1008 no start");
            assertThat(listener.next()).startsWith("end");
            started.send("{\"event\":\"dtmf\",\"dtmf\":{\"digit\":\"1\"}}");
            assertThat(listener.next()).isEqualTo("dtmf 1");
        }
    }

    @Test
    void closesCallsAndThreads() throws Exception {
        CarrierServer server = builder().eventLoops(2).start();
        Carrier carrier = call(server, "/media", Map.of());
        server.close();
        assertThat(carrier.next()).isEqualTo("close 1001 server shutdown");
        assertThat(listener.next()).isEqualTo("end");
        assertThat(server.connectionCount()).isZero();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("parlando-phone"));
    }

    @Test
    void rejectsUnusableOptions() {
        assertThatThrownBy(() -> builder().maxCalls(0)).hasMessageContaining("max_calls");
        assertThatThrownBy(() -> builder().eventLoops(65)).hasMessageContaining("event_loops");
        assertThatThrownBy(() -> builder().silenceLimit(Duration.ZERO)).hasMessageContaining("silence_limit");
        assertThatThrownBy(() -> builder().startLimit(Duration.ofMillis(-1))).hasMessageContaining("start_limit");
        assertThatThrownBy(() -> builder().port(-1).start()).hasMessageContaining("port");
        assertThatThrownBy(() ->
                        builder().tls(Path.of("no.pem"), Path.of("no.key")).start())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("no.pem");
    }

    /** The carrier's side of a call. */
    private static final class Carrier implements WebSocketListener {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private volatile WebSocketConnection connection;

        @SuppressWarnings("NullAway.Init")
        Carrier() {}

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
            received.add("close " + close.code() + " " + close.reason());
        }

        void send(String text) {
            connection.sendText(ByteBuffer.wrap(text.getBytes(UTF_8)));
            connection.flush();
        }

        String next() throws InterruptedException {
            return Objects.requireNonNull(received.poll(5, TimeUnit.SECONDS), "no message");
        }
    }
}
