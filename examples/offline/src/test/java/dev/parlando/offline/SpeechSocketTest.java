package dev.parlando.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.offline.load.SocketFaults;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
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
    void refusesUpgradesAndCutsConnectionsOnDemand() throws Exception {
        try (OfflineVoiceServer server = OfflineVoiceServer.builder().start()) {
            assertThatThrownBy(() -> open(server, PATH + "&model_id=eleven_v3", server.apiKey(), new Recorder()))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(WebSocketHandshakeException.class);
            server.socketFaults(SocketFaults.NONE.withKillAfterAudioMessages(1));
            assertThat(server.socketFaults().killAfterAudioMessages()).isEqualTo(1);
            Recorder recorder = new Recorder();
            WebSocket socket = open(server, PATH, server.apiKey(), recorder);
            socket.sendText("{\"text\":\" \"}", true).join();
            socket.sendText("{\"text\":\"Hello.\",\"flush\":true}", true).join();
            String event = recorder.next();
            // The client of the JDK drops a message that arrives together with the end of the connection.
            event = event.startsWith("{") ? recorder.next() : event;
            assertThat(event).matches("(close 1006|error) .*");
        }
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
