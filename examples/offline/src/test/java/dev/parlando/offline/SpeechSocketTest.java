package dev.parlando.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.offline.load.SocketFaults;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** WebSockets on the port of the server, with the client of the JDK. */
@Timeout(240)
class SpeechSocketTest {
    private static final String PATH =
            "/v1/text-to-speech/" + OfflineVoiceServer.STANDARD_VOICE_ID + "/stream-input?output_format=pcm_16000";

    /** Records complete messages and the close frame. */
    private static final class Recorder implements WebSocket.Listener {
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        private final StringBuilder partial = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                events.add(partial.toString());
                partial.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            events.add("close " + code + " " + reason);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
            events.add("pong " + message.get());
            socket.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            events.add("error " + error);
        }

        String next() throws InterruptedException {
            return String.valueOf(events.poll(60, TimeUnit.SECONDS));
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();

    private WebSocket open(OfflineVoiceServer server, String path, String key, Recorder recorder) {
        URI uri = URI.create(server.baseUri().toString().replaceFirst("http", "ws") + path);
        return http.newWebSocketBuilder()
                .header("xi-api-key", key)
                .buildAsync(uri, recorder)
                .join();
    }

    @Test
    void speaksOnThePortOfTheHttpCalls() throws Exception {
        try (OfflineVoiceServer server = OfflineVoiceServer.builder().start()) {
            Recorder recorder = new Recorder();
            WebSocket socket = open(server, PATH, server.apiKey(), recorder);
            socket.sendPing(ByteBuffer.wrap(new byte[] {7})).join();
            assertThat(recorder.next()).isEqualTo("pong 7");
            socket.sendText("{\"text\":\" \"}", true).join();
            socket.sendText("{\"text\":\"Hello", false).join();
            socket.sendText(" there.\"}", true).join();
            socket.sendText("{\"text\":\"\"}", true).join();
            assertThat(recorder.next()).startsWith("{\"audio\":\"").contains("\"isFinal\":null", "[\"H\",\"e\"");
            String next = recorder.next();
            while (next.contains("\"isFinal\":null")) {
                next = recorder.next();
            }
            assertThat(next).contains("\"isFinal\":true");
            assertThat(recorder.next()).isEqualTo("close 1000 ");
        }
    }

    @Test
    void acceptsUpgradeBeforeItJudgesTheKey() throws Exception {
        try (OfflineVoiceServer server = OfflineVoiceServer.builder().start()) {
            Recorder recorder = new Recorder();
            open(server, PATH, "sk_" + "0".repeat(48), recorder);
            assertThat(recorder.next()).contains("\"error\":\"invalid_api_key\"", "\"code\":1008");
            assertThat(recorder.next()).startsWith("close 1008 ");
        }
    }

    @Test
    void refusesUpgradeForModelWithoutSocket() {
        try (OfflineVoiceServer server = OfflineVoiceServer.builder().start()) {
            assertThatThrownBy(() -> open(server, PATH + "&model_id=eleven_v3", server.apiKey(), new Recorder()))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
        }
    }

    /** The client of the JDK can lose a message, and the end itself, when both arrive together; so this reads bytes. */
    @Test
    void cutsConnectionsOnDemand() throws Exception {
        try (OfflineVoiceServer server = OfflineVoiceServer.builder().start();
                Socket socket = new Socket("localhost", server.baseUri().getPort())) {
            server.socketFaults(SocketFaults.NONE.withKillAfterAudioMessages(1));
            assertThat(server.socketFaults().killAfterAudioMessages()).isEqualTo(1);
            socket.setSoTimeout(60_000);
            OutputStream out = socket.getOutputStream();
            out.write(upgrade(server.apiKey()));
            assertThat(socket.getInputStream().readNBytes(13))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("HTTP/1.1 101 ");
            out.write(frame("{\"text\":\" \"}"));
            out.write(frame("{\"text\":\"Hello.\",\"flush\":true}"));
            String received = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(received).containsOnlyOnce("\"audio\":\"");
            assertThat(received).as("no close frame after the message").endsWith("}");
        }
    }

    private static byte[] upgrade(String key) {
        return String.join(
                        "\r\n",
                        "GET " + PATH + " HTTP/1.1",
                        "Host: localhost",
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        "Sec-WebSocket-Version: 13",
                        "xi-api-key: " + key,
                        "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns a text frame of at most 125 bytes, masked with zeros (RFC 6455, section 5.2). */
    private static byte[] frame(String text) {
        byte[] header = {(byte) 0x81, (byte) (0x80 | text.length()), 0, 0, 0, 0};
        return ByteBuffer.allocate(header.length + text.length())
                .put(header)
                .put(text.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    @Test
    void answersOrdinaryRequestsOfTheSamePath() throws Exception {
        OfflineAccountClient account = new OfflineAccountClient();
        try {
            account.client.refused(404, account.admin, "GET", PATH, null);
        } finally {
            account.close();
        }
    }
}
