package dev.parlando.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parlando.command.CommandProcess.Result;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls {@code phone} as Asterisk and Twilio do. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(180)
class PhoneServerTest {
    private static final Pattern WAITING = Pattern.compile(".*waiting for calls on 127\\.0\\.0\\.1:(\\d+); .*");
    private static final Pattern PAYLOAD = Pattern.compile("\"payload\":\"([^\"]*)\"");
    private static final int HANG_UP = 0x00;
    private static final int UUID = 0x01;
    private static final int DTMF = 0x03;
    private static final int SLIN_8000 = 0x10;
    private static final byte ULAW_SILENCE = (byte) 0xFF;

    @TempDir
    private Path folder;

    /** Returns the audio that {@code say} writes for a line. */
    private byte[] said(String line, String format) throws IOException {
        Path out = folder.resolve("said");
        Result result = CommandProcess.in(folder).run("say", line, "--format", format, "--out", out.toString());
        assertThat(result.exitCode()).as(result.err()).isZero();
        return Files.readAllBytes(out);
    }

    /** Returns the port that the command has announced. */
    private static int port(Process process) throws IOException {
        BufferedReader err = process.errorReader();
        for (String line = err.readLine(); line != null; line = err.readLine()) {
            Matcher waiting = WAITING.matcher(line);
            if (waiting.matches()) {
                return Integer.parseInt(waiting.group(1));
            }
        }
        throw new AssertionError("the command ended with " + CommandProcess.await(process));
    }

    private static JsonNode report(Process process) throws IOException {
        return new JsonMapper().readTree(CommandProcess.reader(process).readLine());
    }

    /** Calls over AudioSocket and presses a key when speech arrives, if there is one. Returns the audio without silence. */
    private static byte[] callAudioSocket(int port, String key) throws IOException {
        ByteArrayOutputStream speech = new ByteArrayOutputStream();
        try (Socket asterisk = new Socket(InetAddress.getLoopbackAddress(), port)) {
            DataInputStream in = new DataInputStream(asterisk.getInputStream());
            DataOutputStream out = new DataOutputStream(asterisk.getOutputStream());
            send(out, UUID, new byte[16]);
            for (int kind = in.read(); kind != HANG_UP && kind >= 0; kind = in.read()) {
                assertThat(kind).isEqualTo(SLIN_8000);
                byte[] payload = in.readNBytes(in.readUnsignedShort());
                if (!isSilent(payload)) {
                    if (speech.size() == 0 && !key.isEmpty()) {
                        send(out, DTMF, new byte[] {(byte) key.charAt(0)});
                    }
                    speech.writeBytes(payload);
                }
            }
        }
        return speech.toByteArray();
    }

    private static void send(DataOutputStream out, int kind, byte[] payload) throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(kind);
        message.write(0);
        message.write(payload.length);
        message.writeBytes(payload);
        out.write(message.toByteArray());
    }

    private static boolean isSilent(byte[] payload) {
        for (byte sample : payload) {
            if (sample != 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] withoutSilence(byte[] pcm) {
        ByteArrayOutputStream speech = new ByteArrayOutputStream();
        for (int at = 0; at < pcm.length; at += 320) {
            byte[] payload = new byte[320];
            System.arraycopy(pcm, at, payload, 0, Math.min(320, pcm.length - at));
            if (!isSilent(payload)) {
                speech.writeBytes(payload);
            }
        }
        return speech.toByteArray();
    }

    @Test
    void speaksToCallsOfAsteriskAndEnds() throws IOException {
        Process process =
                CommandProcess.in(folder).start("phone", "--audiosocket", "0", "--calls", "2", "--json", "Welcome.");
        int port = port(process);

        byte[] first = callAudioSocket(port, "");
        JsonNode firstReport = report(process);
        byte[] second = callAudioSocket(port, "");

        assertThat(CommandProcess.await(process)).isZero();
        byte[] expected = withoutSilence(said("Welcome.", "pcm_8000"));
        assertThat(first).isEqualTo(expected);
        assertThat(second).isEqualTo(expected);
        assertThat(firstReport.get("status").asText()).isEqualTo("ok");
        assertThat(firstReport.get("call").asText()).isEqualTo("00000000-0000-0000-0000-000000000000");
        assertThat(firstReport.get("marks_heard").asInt()).isEqualTo(1);
    }

    @Test
    void discardsQueuedSpeechWhenCallerPressesKey() throws IOException {
        String story = "This is a long story, and nobody wants to hear all of it. "
                .repeat(5)
                .strip();
        Process process = CommandProcess.in(folder).start("phone", "--audiosocket", "0", "--json", story);

        byte[] heard = callAudioSocket(port(process), "5");
        JsonNode report = report(process);

        assertThat(CommandProcess.await(process)).isZero();
        assertThat(heard.length).isPositive().isLessThan(said(story, "pcm_8000").length / 2);
        assertThat(report.get("clears").asInt()).isEqualTo(1);
        assertThat(report.get("marks_heard").asInt()).isZero();
        assertThat(report.get("marks_cleared").asInt()).isEqualTo(1);
    }

    @Test
    void speaksToCallOfTwilio() throws Exception {
        Process process = CommandProcess.in(folder).start("phone", "--twilio", "0", "--json", "Welcome.");
        FarEnd twilio = new FarEnd();
        WebSocket socket = connect(port(process), twilio);
        socket.sendText(
                        "{\"event\":\"start\",\"sequenceNumber\":\"1\",\"streamSid\":\"MZ1\",\"start\":{\"accountSid\":\"AC1\","
                                + "\"streamSid\":\"MZ1\",\"callSid\":\"CA1\",\"tracks\":[\"inbound\"],\"customParameters\":{},"
                                + "\"mediaFormat\":{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":8000,\"channels\":1}}}",
                        true)
                .get(60, TimeUnit.SECONDS);

        twilio.closed.get(120, TimeUnit.SECONDS);
        JsonNode report = report(process);

        assertThat(CommandProcess.await(process)).isZero();
        assertThat(UdpReceiver.asPackets(twilio.audio.toByteArray(), ULAW_SILENCE))
                .isEqualTo(UdpReceiver.asPackets(said("Welcome.", "ulaw_8000"), ULAW_SILENCE));
        assertThat(report.get("call").asText()).isEqualTo("CA1");
        assertThat(report.get("status").asText()).isEqualTo("ok");
        assertThat(report.get("marks_heard").asInt()).isEqualTo(1);
        assertThat(report.get("lost_packets").isNull()).isTrue();
    }

    @Test
    void speaksToCallOfAsteriskWebSocket() throws Exception {
        Process process = CommandProcess.in(folder).start("phone", "--asterisk-ws", "0", "--json", "Welcome.");
        FarEnd asterisk = new FarEnd();
        connect(port(process), asterisk, "media")
                .sendText(
                        "MEDIA_START connection_id:abc channel:WebSocket/parlando/0x7f01 channel_id:1765.4 format:ulaw "
                                + "optimal_frame_size:160 ptime:20",
                        true)
                .get(60, TimeUnit.SECONDS);

        asterisk.closed.get(120, TimeUnit.SECONDS);
        JsonNode report = report(process);

        assertThat(CommandProcess.await(process)).isZero();
        assertThat(UdpReceiver.asPackets(asterisk.audio.toByteArray(), ULAW_SILENCE))
                .isEqualTo(UdpReceiver.asPackets(said("Welcome.", "ulaw_8000"), ULAW_SILENCE));
        assertThat(report.get("call").asText()).isEqualTo("1765.4");
        assertThat(report.get("marks_heard").asInt()).isEqualTo(1);
    }

    @Test
    void speaksForJambonzUntilSignal() throws Exception {
        Process process =
                CommandProcess.in(folder).with("JAMBONZ_API_KEY", "12345").start("phone", "--jambonz", "0");
        int port = port(process);

        assertThat(speechFile(port, "Bearer 1234").statusCode()).isEqualTo(401);
        HttpResponse<byte[]> file = speechFile(port, "Bearer 12345");
        process.toHandle().destroy();

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("content-type")).contains("audio/mpeg");
        assertThat(file.body()).isEqualTo(said("Welcome.", "mp3_44100_128"));
        assertThat(CommandProcess.await(process)).isEqualTo(143);
    }

    private static HttpResponse<byte[]> speechFile(int port, String authorization) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString("{\"type\":\"text\",\"text\":\"Welcome.\"}"))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--audiosocket PORT Welcome.",
                "--asterisk-ws PORT Welcome.",
                "--twilio PORT Welcome.",
                "--jambonz PORT"
            })
    void reportsPortInUse(String arguments) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String line = "phone " + arguments.replace("PORT", Integer.toString(taken.getLocalPort()));
            Result result = CommandProcess.in(folder).run(line.split(" ", -1));

            assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
            assertThat(result.errLines()).hasSize(2);
            assertThat(result.errLines().get(1))
                    .startsWith("parlando: cannot listen ")
                    .contains("127.0.0.1:" + taken.getLocalPort() + ": Address already in use")
                    .endsWith("use a free port");
        }
    }

    @Test
    void refusesUnsignedCallWithPublicUrl() throws IOException {
        Process process = CommandProcess.in(folder)
                .with("TWILIO_AUTH_TOKEN", "12345")
                .start("phone", "--twilio", "0", "--public-url", "wss://calls.example.org", "Welcome.");
        int port = port(process);

        assertThatThrownBy(() -> connect(port, new FarEnd()))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(WebSocketHandshakeException.class);

        process.destroy();
        assertThat(CommandProcess.await(process)).isEqualTo(143);
    }

    private static WebSocket connect(int port, FarEnd farEnd, String... subprotocol) {
        WebSocket.Builder builder = HttpClient.newHttpClient().newWebSocketBuilder();
        if (subprotocol.length > 0) {
            builder.subprotocols(subprotocol[0]);
        }
        return builder.buildAsync(URI.create("ws://127.0.0.1:" + port + "/calls"), farEnd)
                .join();
    }

    /** The far end of a WebSocket, Twilio or Asterisk: collects the audio and confirms each mark. */
    private static final class FarEnd implements WebSocket.Listener {
        final ByteArrayOutputStream audio = new ByteArrayOutputStream();
        final CompletableFuture<Integer> closed = new CompletableFuture<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            @Nullable CompletionStage<?> sent = null;
            if (last) {
                sent = onMessage(socket, text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return sent;
        }

        private @Nullable CompletionStage<?> onMessage(WebSocket socket, String message) {
            if (message.startsWith("MARK_MEDIA ")) {
                return socket.sendText("MEDIA_MARK_PROCESSED correlation_id:" + message.split(" ", -1)[1], true);
            }
            if (message.contains("\"event\":\"mark\"")) {
                return socket.sendText(message, true);
            }
            Matcher payload = PAYLOAD.matcher(message);
            if (payload.find()) {
                audio.writeBytes(Base64.getDecoder().decode(payload.group(1)));
            }
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
            byte[] bytes = new byte[part.remaining()];
            part.get(bytes);
            audio.writeBytes(bytes);
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int statusCode, String reason) {
            closed.complete(statusCode);
            return null;
        }
    }
}
