package dev.parlando.programs.cookbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.audio.telephony.PacketClock;
import dev.parlando.audio.telephony.asterisk.AudioSocketServer;
import dev.parlando.audio.telephony.carrier.CarrierServer;
import dev.parlando.audio.telephony.rtp.RtpSession;
import dev.parlando.programs.OfflineEngine;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the programs of the page about telephony against the offline voice. */
@Timeout(180)
class TelephonyProgramTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final byte SILENCE = (byte) 0xFF;

    private static OfflineEngine offline;
    private static PacketClock clock;

    @BeforeAll
    static void start() {
        offline = OfflineEngine.start();
        clock = PacketClock.create();
    }

    @AfterAll
    static void stop() {
        clock.close();
        offline.close();
    }

    @Test
    void greetingCall() throws IOException {
        try (DatagramSocket receiver = new DatagramSocket(0, LOOPBACK)) {
            receiver.setSoTimeout(10_000);
            RtpSession session = RtpSession.builder(
                            MediaFormat.ULAW_8000, LOOPBACK.getHostAddress(), receiver.getLocalPort())
                    .open();
            GreetingCall.greet(offline.engine(), clock, session);

            DatagramPacket packet = new DatagramPacket(new byte[200], 200);
            do {
                receiver.receive(packet);
                assertThat(packet.getLength()).isEqualTo(172);
            } while (packet.getData()[90] == SILENCE);
        }
    }

    @Test
    void asteriskGreeterAnswersExpectedCallsOnly() throws IOException {
        UUID expected = new UUID(1, 2);
        Set<UUID> calls = ConcurrentHashMap.newKeySet();
        calls.add(expected);
        try (AudioSocketServer server =
                AsteriskGreeter.start(offline.engine(), clock, new InetSocketAddress(LOOPBACK, 0), calls)) {
            assertThat(firstSpeech(server.address(), new UUID(3, 4))).isFalse();
            assertThat(firstSpeech(server.address(), expected)).isTrue();
        }
        assertThat(calls).isEmpty();
    }

    /** Returns whether a call is spoken to before it ends. */
    private static boolean firstSpeech(InetSocketAddress address, UUID call) throws IOException {
        try (Socket asterisk = new Socket(address.getAddress(), address.getPort())) {
            asterisk.getOutputStream()
                    .write(ByteBuffer.allocate(19)
                            .put((byte) 0x01)
                            .putShort((short) 16)
                            .putLong(call.getMostSignificantBits())
                            .putLong(call.getLeastSignificantBits())
                            .array());
            DataInputStream in = new DataInputStream(asterisk.getInputStream());
            while (in.read() == 0x10) {
                for (byte sample : in.readNBytes(in.readUnsignedShort())) {
                    if (sample != 0) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    @Test
    void twilioGreeterAnswersSignedCallsOnly() throws Exception {
        try (CarrierServer server = TwilioGreeter.start(offline.engine(), clock, 0, "12345")) {
            Twilio twilio = new Twilio();
            assertThatThrownBy(() -> connect(server, twilio, "AAAA"))
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);

            connect(server, twilio, signature("12345", "wss://calls.example.org/greeting"))
                    .sendText(
                            "{\"event\":\"start\",\"streamSid\":\"MZ1\",\"start\":{\"streamSid\":\"MZ1\","
                                    + "\"callSid\":\"CA1\",\"customParameters\":{\"name\":\"Ada\"},\"mediaFormat\":"
                                    + "{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":8000,\"channels\":1}}}",
                            true)
                    .get(60, TimeUnit.SECONDS);

            assertThat(twilio.first.get(60, TimeUnit.SECONDS)).contains("\"event\":\"media\"", "\"MZ1\"");
        }
    }

    private static WebSocket connect(CarrierServer server, Twilio twilio, String signature) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("X-Twilio-Signature", signature)
                .buildAsync(URI.create("ws://127.0.0.1:" + server.address().getPort() + "/greeting"), twilio)
                .join();
    }

    private static String signature(String token, String url) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        return Base64.getEncoder().encodeToString(mac.doFinal(url.getBytes(StandardCharsets.UTF_8)));
    }

    /** Keeps the first message of the server. */
    private static final class Twilio implements WebSocket.Listener {
        final CompletableFuture<String> first = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                first.complete(text.toString());
            }
            socket.request(1);
            return null;
        }
    }
}
