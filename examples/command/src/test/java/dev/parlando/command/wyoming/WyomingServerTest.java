package dev.parlando.command.wyoming;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.command.engine.ServiceOptions;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.speech.SpeechInputStream;
import dev.parlando.speech.SpeechRequest;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests {@link WyomingServer} over TCP with the offline voice. */
@Timeout(60)
class WyomingServerTest {
    private static final SpeechRequest TEMPLATE = SpeechPlayer.defaultTemplate();
    private static final String TEXT = "The first sentence is here. The second one follows it.";

    private final OfflineVoiceServer voice =
            OfflineVoiceServer.builder().pace(20).start();
    private final SpeechEngine engine = ServiceOptions.builder(voice).build();
    private final WyomingServer server;
    private Socket socket = new Socket();
    private InputStream in = InputStream.nullInputStream();

    WyomingServerTest() throws IOException {
        server = WyomingServer.start(engine, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), TEMPLATE);
    }

    @BeforeEach
    void connect() throws IOException {
        socket = new Socket(server.address().getAddress(), server.address().getPort());
        in = new BufferedInputStream(socket.getInputStream());
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        server.close();
        engine.close();
        voice.close();
    }

    private void send(String type, Map<String, ?> data) throws IOException {
        socket.getOutputStream().write(WyomingEvent.of(type, data).toBytes());
    }

    private WyomingEvent read() throws IOException {
        WyomingEvent event = WyomingEvent.read(in);
        return Objects.requireNonNull(event, "the connection has ended");
    }

    /** Reads events up to one of the given type, and returns the audio in them. */
    private byte[] audioUntil(String type) throws IOException {
        ByteArrayOutputStream audio = new ByteArrayOutputStream();
        for (WyomingEvent event = read(); !event.type().equals(type); event = read()) {
            assertThat(event.type()).startsWith("audio-");
            if (event.payload().length > 0) {
                assertThat(event.payload().length % 2).isZero();
                assertThat(event.data().get("rate").asInt()).isEqualTo(24_000);
                assertThat(event.data().get("width").asInt()).isEqualTo(2);
                assertThat(event.data().get("channels").asInt()).isEqualTo(1);
            }
            audio.writeBytes(event.payload());
        }
        return audio.toByteArray();
    }

    private byte[] audioOf(String text) throws IOException {
        SpeechRequest request = TEMPLATE.toBuilder().text(text).build();
        try (SpeechInputStream audio = engine.inputStream(request)) {
            return audio.readAllBytes();
        }
    }

    @Test
    void describesVoicesInLanguagesOfModel() throws IOException {
        send("describe", Map.of());
        JsonNode program = read().data().get("tts").get(0);
        assertThat(program.get("supports_synthesize_streaming").asBoolean()).isTrue();
        JsonNode first = program.get("voices").get(0);
        assertThat(first.get("name").asText()).isEqualTo(OfflineVoiceServer.STANDARD_VOICE_ID);
        assertThat(first.get("installed").asBoolean()).isTrue();
        assertThat(first.get("languages")).extracting(JsonNode::asText).contains("en");
        assertThat(first.get("attribution").get("url").asText()).startsWith("https://");
    }

    @Test
    void speaksTextsOneAfterAnother() throws IOException {
        for (int i = 0; i < 2; i++) {
            send("synthesize", Map.of("text", TEXT, "voice", Map.of("name", OfflineVoiceServer.STANDARD_VOICE_ID)));
            assertThat(audioUntil("audio-stop")).isEqualTo(audioOf(TEXT));
        }
    }

    @Test
    void pausesAfterEachConnectionThatCannotBeAccepted() throws IOException {
        AtomicInteger failures = new AtomicInteger(3);
        AtomicInteger pauses = new AtomicInteger();
        ServerSocket listener = new ServerSocket() {
            @Override
            public Socket accept() throws IOException {
                if (failures.getAndDecrement() > 0) {
                    throw new SocketException("Too many open files");
                }
                return super.accept();
            }
        };
        try (WyomingServer failing = new WyomingServer(engine, TEMPLATE, listener, pauses::incrementAndGet)) {
            failing.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            socket.close();
            socket =
                    new Socket(failing.address().getAddress(), failing.address().getPort());
            in = new BufferedInputStream(socket.getInputStream());
            send("describe", Map.of());
            assertThat(read().type()).isEqualTo("info");
        }
        assertThat(pauses).hasValue(3);
    }

    /** Old servers need the whole text again, so clients send it within the written one. */
    @Test
    void speaksWrittenTextOnce() throws IOException {
        send("synthesize-start", Map.of());
        for (String piece : List.of("The first sen", "tence is here. The", " second one follows it.")) {
            send("synthesize-chunk", Map.of("text", piece));
        }
        send("synthesize", Map.of("text", TEXT));
        send("synthesize-stop", Map.of());
        byte[] audio = audioUntil("synthesize-stopped");
        assertThat((double) audio.length / audioOf(TEXT).length).isBetween(0.8, 1.2);
    }

    @Test
    void speaksFirstSentenceBeforeTextEnds() throws IOException {
        send("synthesize-start", Map.of());
        send("synthesize-chunk", Map.of("text", "The first sentence is here. The"));
        assertThat(read().type()).isEqualTo("audio-start");
        assertThat(read().type()).isEqualTo("audio-chunk");
    }

    @Test
    void clientThatDisconnectsCancelsWrittenText() throws IOException {
        speaksFirstSentenceBeforeTextEnds();
        socket.close();
        while (engine.stats().cancelledStreams() + engine.stats().completedStreams()
                == 0) { // Until the limit of the test.
            Thread.onSpinWait();
        }
    }

    @Test
    void failureIsEventBeforeConnectionEnds() throws IOException {
        send("synthesize", Map.of("text", TEXT, "voice", Map.of("name", "nobody")));
        List<WyomingEvent> events = new ArrayList<>();
        for (WyomingEvent event = read(); event != null; event = WyomingEvent.read(in)) {
            events.add(event);
        }
        WyomingEvent last = events.get(events.size() - 1);
        assertThat(last.type()).isEqualTo("error");
        assertThat(last.text("text")).contains("voice");
        assertThat(last.text("code")).isEqualTo("REJECTED");
    }

    @Test
    void answersPing() throws IOException {
        send("ping", Map.of("text", "there?"));
        WyomingEvent pong = read();
        assertThat(pong.type()).isEqualTo("pong");
        assertThat(pong.text("text")).isEqualTo("there?");
    }

    /** The reference implementation sends the values behind the line. */
    @Test
    void readsValuesAndPayloadBehindLine() throws IOException {
        String data = "{\"text\":\"é\"}";
        int length = data.getBytes(StandardCharsets.UTF_8).length;
        String event = "{\"type\":\"ping\",\"data_length\":" + length + ",\"payload_length\":3}\n" + data + "abc";
        socket.getOutputStream().write(event.getBytes(StandardCharsets.UTF_8));
        assertThat(read().text("text")).isEqualTo("é");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\n",
                "[]\n",
                "{\"type\":\"ping\",\"data_length\":-1}\n",
                "{\"type\":\"ping\",\"payload_length\":999999999}\n",
                "{\"type\":\"ping\",\"data_length\":2}\n[]",
                "{\"type\":\"synthesize-start\"}\n{\"type\":\"synthesize-start\"}\n"
            })
    void refusesOtherInput(String input) throws IOException {
        socket.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        WyomingEvent event = read();
        while (event.type().startsWith("audio-")) {
            event = read();
        }
        assertThat(event.type()).isEqualTo("error");
        assertThat(WyomingEvent.read(in)).isNull();
    }
}
