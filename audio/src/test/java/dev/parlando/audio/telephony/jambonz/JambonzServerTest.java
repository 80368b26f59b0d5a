package dev.parlando.audio.telephony.jambonz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.TransportException;
import dev.parlando.internal.event.EventLoops;
import dev.parlando.internal.websocket.WebSocketClient;
import dev.parlando.internal.websocket.WebSocketClientSettings;
import dev.parlando.internal.websocket.WebSocketClose;
import dev.parlando.internal.websocket.WebSocketConnection;
import dev.parlando.internal.websocket.WebSocketListener;
import dev.parlando.speech.OutputFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
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

/** Tests of the server with a scripted jambonz. */
@Timeout(60)
class JambonzServerTest {
    private static final Map<String, String> AUTHORIZED = Map.of("Authorization", "Bearer secret-key");

    private final EventLoops loops = new EventLoops("parlando-jambonz-test", 1);
    private final FakeSpeechSource source = new FakeSpeechSource();
    private final JambonzServer server =
            JambonzServer.builder(source, "secret-key").voice("fallback").start();

    @AfterEach
    void close() {
        server.close();
        source.close();
        loops.close();
    }

    private Peer connect(String query, Map<String, String> headers) throws Exception {
        Peer peer = new Peer();
        URI uri = URI.create("ws://127.0.0.1:" + server.address().getPort());
        try (WebSocketClient client = new WebSocketClient(loops, WebSocketClientSettings.of(uri))) {
            peer.connection =
                    client.connect("/speech" + query, headers, null, peer).get(5, TimeUnit.SECONDS);
        }
        return peer;
    }

    private Peer connect() throws Exception {
        Peer peer = connect("?voice=Xb7&language=en-US&sampleRate=8000", AUTHORIZED);
        assertThat(peer.next())
                .isEqualTo("{\"type\":\"connect\",\"data\":{\"sample_rate\":8000,\"base64_encoding\":false}}");
        return peer;
    }

    private static byte[] samples(int bytes) {
        byte[] samples = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            samples[i] = (byte) (i * 7 % 251);
        }
        return samples;
    }

    @Test
    void streamsSentencesAsWholeSamplesInOrder() throws Exception {
        Peer peer = connect();
        peer.send("{\"type\":\"stream\",\"text\":\"Hello there.\"}");
        peer.send("{\"type\":\"stream\",\"text\":\"Two\"}");
        FakeSpeechStream first = source.next();
        assertThat(first.request().text()).isEqualTo("Hello there. ");
        assertThat(first.request().voiceId()).isEqualTo("Xb7");
        assertThat(first.request().outputFormat()).isEqualTo(OutputFormat.PCM_8000);
        peer.send("{\"type\":\"keepalive\"}");
        peer.send("{\"type\":\"flush\"}");
        byte[] audio = samples(20_001 * 2);
        first.send(Arrays.copyOf(audio, 3))
                .send(Arrays.copyOfRange(audio, 3, audio.length))
                .end();

        FakeSpeechStream second = source.next();
        assertThat(second.request().text()).isEqualTo("Two ");
        assertThat(second.request().previousText()).isEqualTo("Hello there. ");
        assertThat(peer.audio(audio.length)).isEqualTo(audio);
        second.send(samples(4)).end();
        assertThat(peer.audio(4)).isEqualTo(samples(4));
        assertThat(source.requests()).isEqualTo(2);
    }

    @Test
    void holdsStreamIfPeerIsSlow() throws Exception {
        Peer peer = connect();
        peer.blocked = new CompletableFuture<>();
        peer.say("Long.");
        byte[] audio = samples(24_000_000); // More than the buffers of both sockets.
        FakeSpeechStream stream = source.next().send(audio).end();
        stream.awaitHold();
        peer.blocked.complete(null);
        assertThat(peer.audio(audio.length)).isEqualTo(audio);
    }

    @Test
    void stopsSpeechAndClosesConnection() throws Exception {
        Peer peer = connect();
        peer.say("Hello.");
        FakeSpeechStream stream = source.next();
        peer.send("{\"type\":\"stop\"}");
        assertThat(peer.next()).isEqualTo("close 1000 ");
        stream.completion().toCompletableFuture().get(5, TimeUnit.SECONDS);
        assertThat(stream.isCancelled()).isTrue();
    }

    @Test
    void cancelsSpeechOfLostConnection() throws Exception {
        Peer peer = connect();
        peer.say("Hello.");
        FakeSpeechStream stream = source.next();
        peer.connection.close(1000, "");
        stream.completion().toCompletableFuture().get(5, TimeUnit.SECONDS);
        assertThat(stream.isCancelled()).isTrue();
    }

    @Test
    void reportsErrorsAndContinues() throws Exception {
        Peer peer = connect();
        peer.say("Hello.");
        source.next().fail(new TransportException("no \"route\"", null, RequestProgress.NOT_SENT));
        assertThat(peer.next()).isEqualTo("{\"type\":\"error\",\"error\":\"no \\\"route\\\"\"}");
        peer.say("Again.");
        source.next().send(samples(2)).end();
        assertThat(peer.audio(2)).isEqualTo(samples(2));
    }

    @Test
    void closesConnectionsWithInvalidMessages() throws Exception {
        Peer peer = connect();
        peer.send("nonsense");
        assertThat(peer.next()).startsWith("close 1007 ");
        peer = connect();
        peer.connection.sendBinary(ByteBuffer.allocate(4));
        peer.connection.flush();
        assertThat(peer.next()).startsWith("close 1003 ");
        peer = connect();
        peer.send("{\"type\":\"stream\",\"text\":\"" + "x".repeat(20_001) + "\"}");
        assertThat(peer.next()).startsWith("close 1008 too much text");
    }

    @Test
    void refusesInvalidVoice() {
        assertThatThrownBy(() -> connect("?voice=a%2Fb", AUTHORIZED))
                .hasCauseInstanceOf(RequestRejectedException.class)
                .hasMessageContaining("400");
    }

    @Test
    void refusesRequestsWithoutKey() throws Exception {
        for (Map<String, String> headers : List.of(Map.<String, String>of(), Map.of("Authorization", "Bearer x"))) {
            assertThatThrownBy(() -> connect("", headers))
                    .hasCauseInstanceOf(RequestRejectedException.class)
                    .hasMessageContaining("401");
        }
        assertThat(post("{\"text\":\"Hello\"}", "Bearer x").status()).isEqualTo(401);
        try (JambonzServer open = JambonzServer.builder(source).start()) {
            assertThat(send(open.address(), null, "").status()).isEqualTo(405);
        }
    }

    private FileResponse post(String body, String authorization) {
        return send(server.address(), body, authorization);
    }

    private CompletableFuture<FileResponse> postLater(String body, String authorization) {
        return CompletableFuture.supplyAsync(() -> post(body, authorization));
    }

    /** Sends a POST, or a GET without a body. */
    private static FileResponse send(InetSocketAddress server, @Nullable String body, String authorization) {
        URI uri = URI.create("http://127.0.0.1:" + server.getPort() + "/synthesize");
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setRequestProperty("Authorization", authorization);
            if (body != null) {
                connection.setDoOutput(true);
                try (OutputStream out = connection.getOutputStream()) {
                    out.write(body.getBytes(UTF_8));
                }
            }
            int status = connection.getResponseCode();
            try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                return new FileResponse(
                        status,
                        connection.getContentType(),
                        in == null ? "" : new String(in.readAllBytes(), ISO_8859_1));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A response, whose body has one character for each byte. */
    private record FileResponse(int status, String type, String body) {}

    @Test
    void respondsWithFileToOneRequest() throws Exception {
        CompletableFuture<FileResponse> response = postLater(
                "{\"language\":\"en-US\",\"voice\":\"\",\"type\":\"ssml\",\"text\":\"<speak>Hello</speak>\"}",
                "Bearer secret-key");
        FakeSpeechStream stream = source.next();
        assertThat(stream.request().text()).isEqualTo("Hello");
        assertThat(stream.request().voiceId()).isEqualTo("fallback");
        assertThat(stream.request().outputFormat()).isEqualTo(OutputFormat.MP3_44100_128);
        stream.send(samples(70_000)).send(samples(3)).end();
        FileResponse file = response.get(30, TimeUnit.SECONDS);
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.type()).isEqualTo("audio/mpeg");
        assertThat(file.body()).hasSize(70_003).startsWith(new String(samples(70_000), ISO_8859_1));
    }

    @Test
    void reportsFailureOfOneRequest() throws Exception {
        CompletableFuture<FileResponse> response = postLater("{\"text\":\"Hello\"}", "Bearer secret-key");
        source.next().fail(new TransportException("no route", null, RequestProgress.NOT_SENT));
        FileResponse failed = response.get(30, TimeUnit.SECONDS);
        assertThat(failed.status()).isEqualTo(502);
        assertThat(failed.body()).isEqualTo("{\"error\":\"no route\"}\n");
        assertThat(post("nonsense", "Bearer secret-key").status()).isEqualTo(400);
        assertThat(post("{\"text\":\" \"}", "Bearer secret-key").status()).isEqualTo(400);
        assertThat(post("{\"text\":\"" + "x".repeat(5001) + "\"}", "Bearer secret-key")
                        .status())
                .isEqualTo(400);
        assertThat(post("{\"text\":\"Hello\",\"voice\":\"a/b\"}", "Bearer secret-key")
                        .status())
                .isEqualTo(400);
        assertThat(post("x".repeat(70_000), "Bearer secret-key").status()).isEqualTo(413);
    }

    @Test
    void rejectsUnusableOptions() {
        assertThatThrownBy(() -> JambonzServer.builder(source, " ")).hasMessageContaining("api_key");
        assertThatThrownBy(() -> JambonzServer.builder(source).maxConnections(0).start())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("max_connections");
        assertThatThrownBy(() -> JambonzServer.builder(source)
                        .port(server.address().getPort())
                        .start())
                .isInstanceOf(TransportException.class);
    }

    /** The side of jambonz. */
    private static final class Peer implements WebSocketListener {
        private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final BlockingQueue<byte[]> audio = new LinkedBlockingQueue<>();
        private volatile WebSocketConnection connection;
        private volatile CompletableFuture<Void> blocked = CompletableFuture.completedFuture(null);

        @SuppressWarnings("NullAway.Init")
        Peer() {}

        @Override
        public void onText(ByteBuffer utf8) {
            received.add(UTF_8.decode(utf8).toString());
        }

        @Override
        public void onBinary(ByteBuffer bytes) {
            blocked.join();
            assertThat(bytes.remaining()).isEven();
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            audio.add(copy);
        }

        @Override
        public void onClose(WebSocketClose close) {
            received.add("close " + close.code() + " " + close.reason());
        }

        void send(String text) {
            connection.sendText(ByteBuffer.wrap(text.getBytes(UTF_8)));
            connection.flush();
        }

        void say(String text) {
            send("{\"type\":\"stream\",\"text\":\"" + text + "\"}");
            send("{\"type\":\"flush\"}");
        }

        String next() throws InterruptedException {
            return Objects.requireNonNull(received.poll(5, TimeUnit.SECONDS), "no message");
        }

        byte[] audio(int bytes) throws InterruptedException {
            ByteArrayOutputStream collected = new ByteArrayOutputStream();
            while (collected.size() < bytes) {
                collected.writeBytes(Objects.requireNonNull(audio.poll(10, TimeUnit.SECONDS), "no audio"));
            }
            return collected.toByteArray();
        }
    }
}
