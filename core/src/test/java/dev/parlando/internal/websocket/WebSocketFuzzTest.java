package dev.parlando.internal.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Properties of the server for peers that send anything. */
class WebSocketFuzzTest {
    private static final WebSocketSettings SETTINGS =
            WebSocketFixture.QUICK.withTimes(Duration.ofMillis(200), Duration.ofSeconds(5), Duration.ofMillis(50));
    private static WebSocketFixture fixture = new WebSocketFixture(SETTINGS);

    @BeforeContainer
    static void start() {
        fixture.close();
        fixture = new WebSocketFixture(SETTINGS);
    }

    @AfterContainer
    static void close() {
        fixture.close();
    }

    /** Text in any number of frames, cut anywhere on its way, arrives as one message. */
    @Property(tries = 50)
    void reassemblesAnySplit(
            @ForAll @StringLength(max = 100) String text,
            @ForAll @Size(max = 4) List<@IntRange(min = 0, max = 300) Integer> frameCuts,
            @ForAll @Size(max = 6) List<@IntRange(min = 1, max = 40) Integer> packets)
            throws IOException {
        byte[] payload = text.getBytes(UTF_8);
        byte[] stream = frames(payload, frameCuts);
        try (RawWebSocket client = RawWebSocket.open(fixture.address())) {
            int sent = 0;
            for (int packet : packets) {
                int end = Math.min(stream.length, sent + packet);
                client.send(Arrays.copyOfRange(stream, sent, end));
                sent = end;
            }
            client.send(Arrays.copyOfRange(stream, sent, stream.length));
            assertThat(client.readFrame()).isEqualTo("81 " + new String(payload, UTF_8));
        }
    }

    private static byte[] frames(byte[] payload, List<Integer> cuts) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        int start = 0;
        int opcode = 0x01;
        for (int cut : cuts.stream().sorted().toList()) {
            int end = Math.min(cut, payload.length);
            stream.writeBytes(RawWebSocket.frame(opcode, Arrays.copyOfRange(payload, start, end)));
            start = end;
            opcode = 0x00;
        }
        stream.writeBytes(RawWebSocket.frame(0x80 | opcode, Arrays.copyOfRange(payload, start, payload.length)));
        return stream.toByteArray();
    }

    /** Any bytes after the upgrade leave other connections alone, and end with one call of the listener. */
    @Property(tries = 50)
    void survivesAnyFrames(@ForAll @Size(max = 60) byte[] bytes) throws Exception {
        fixture.forgetListeners();
        try (RawWebSocket other = RawWebSocket.open(fixture.address())) {
            fixture.listener();
            try (RawWebSocket client = RawWebSocket.open(fixture.address())) {
                client.send(bytes);
            }
            fixture.listener().close();
            other.sendFrame(0x81, "here".getBytes(UTF_8));
            assertThat(other.readFrame()).isEqualTo("81 here");
        }
    }

    /** Any bytes instead of an upgrade end without a connection. */
    @Property(tries = 30)
    void survivesAnyRequest(@ForAll @Size(max = 60) byte[] bytes) throws Exception {
        try (RawWebSocket client = new RawWebSocket(fixture.address())) {
            client.send(bytes);
            client.send("\r\n\r\n");
            assertThat(client.isEnded()).isTrue();
        } catch (IOException reset) {
            // Also an end.
        }
    }
}
