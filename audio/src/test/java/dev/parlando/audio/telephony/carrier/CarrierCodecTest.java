package dev.parlando.audio.telephony.carrier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.fixture.TestPacket;
import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.timing.Allocation;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests of each carrier's messages, read and written. */
class CarrierCodecTest {
    private static final String TWILIO_START = "{\"event\":\"start\",\"sequenceNumber\":\"1\",\"streamSid\":\"MZ1\","
            + "\"start\":{\"accountSid\":\"AC1\",\"streamSid\":\"MZ1\",\"callSid\":\"CA1\",\"tracks\":[\"inbound\"],"
            + "\"customParameters\":{\"name\":\"Ann\",\"count\":3},"
            + "\"mediaFormat\":{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":8000,\"channels\":\"1\"}}}";

    private final FakeSocket socket = new FakeSocket();
    private final RecordingCarrierListener listener = new RecordingCarrierListener();

    private CarrierSession read(CarrierCodec codec, String... messages) {
        CarrierSession session = new CarrierSession(codec, socket, listener, Runnable::run);
        for (String message : messages) {
            session.onText(ByteBuffer.wrap(message.getBytes(UTF_8)));
        }
        return session;
    }

    private List<String> events() {
        return List.copyOf(listener.log);
    }

    @Test
    void readsTwilio() {
        read(
                new TwilioCodec(),
                "{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}",
                "{\"event\":\"media\",\"streamSid\":\"MZ0\",\"media\":{\"payload\":\"AAA=\"}}",
                TWILIO_START,
                "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"track\":\"inbound\",\"payload\":\"AAAA\"}}",
                "{\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"track\":\"outbound\",\"payload\":\"AAAA\"}}",
                "{\"event\":\"dtmf\",\"streamSid\":\"MZ1\",\"dtmf\":{\"track\":\"inbound_track\",\"digit\":1}}",
                "{\"event\":\"mark\",\"streamSid\":\"MZ1\",\"mark\":{\"name\":\"m1\"}}",
                "{\"event\":\"new\",\"streamSid\":\"MZ1\",\"new\":[]}",
                "{\"event\":\"stop\",\"streamSid\":\"MZ1\",\"stop\":{\"accountSid\":\"AC1\",\"callSid\":\"CA1\"}}");
        assertThat(events())
                .containsExactly(
                        "start CA1 MZ1 ULAW 8000 Hz {count=3, name=Ann}", "media 3", "dtmf 1", "mark m1", "end");
        assertThat(socket.sent).containsExactly("close 1000 ");
    }

    @Test
    void writesTwilio() {
        CarrierSession session = read(new TwilioCodec(), TWILIO_START.replace("MZ1", "MZ\\\"\\u0007"));
        session.sink().send(TestPacket.of((byte) 1, (byte) 2, (byte) 3, (byte) 4));
        session.sink().send(TestPacket.of((byte) 0xFF));
        session.sink().sendMark("a\"b");
        session.sink().sendClear();
        assertThat(socket.sent)
                .containsExactly(
                        "{\"event\":\"media\",\"streamSid\":\"MZ\\\"\\u0007\",\"media\":{\"payload\":\"AQIDBA==\"}}",
                        "{\"event\":\"media\",\"streamSid\":\"MZ\\\"\\u0007\",\"media\":{\"payload\":\"/w==\"}}",
                        "{\"event\":\"mark\",\"streamSid\":\"MZ\\\"\\u0007\",\"mark\":{\"name\":\"a\\\"b\"}}",
                        "{\"event\":\"clear\",\"streamSid\":\"MZ\\\"\\u0007\"}");
    }

    @Test
    void readsAndWritesSignalWire() {
        CarrierSession session = read(
                new SignalWireCodec(),
                TWILIO_START.replace("audio/x-mulaw", "audio/x-l16").replace("8000", "24000"));
        session.sink().sendClear();
        assertThat(events()).containsExactly("start CA1 MZ1 LINEAR16 24000 Hz LITTLE_ENDIAN {count=3, name=Ann}");
        assertThat(socket.sent).containsExactly("{\"event\":\"clear\",\"streamSid\":\"MZ1\"}");
    }

    private static String telnyxStart(String encoding, String rate) {
        return "{\"event\":\"start\",\"sequence_number\":\"1\",\"stream_id\":\"S1\",\"start\":{\"call_control_id\":"
                + "\"v3:1\",\"from\":\"+1\",\"to\":\"+2\",\"client_state\":null,\"media_format\":{\"encoding\":\""
                + encoding + "\",\"sample_rate\":" + rate + ",\"channels\":1}}}";
    }

    @Test
    void readsTelnyx() {
        CarrierSession session = read(
                new TelnyxCodec(),
                "{\"event\":\"connected\",\"version\":\"1.0.0\"}",
                telnyxStart("L16", "\"16000\""),
                "{\"event\":\"media\",\"stream_id\":\"S1\",\"media\":{\"track\":\"inbound\",\"payload\":\"AAAA\"}}",
                "{\"event\":\"dtmf\",\"stream_id\":\"S1\",\"dtmf\":{\"digit\":\"#\"}}",
                "{\"event\":\"mark\",\"stream_id\":\"S1\",\"mark\":{\"name\":\"m1\"}}",
                "{\"event\":\"error\",\"stream_id\":\"S1\",\"payload\":{\"code\":100002,\"title\":\"unknown_error\"}}");
        session.sink().send(TestPacket.of((byte) 1));
        session.sink().sendMark("m2");
        session.sink().sendClear();
        assertThat(events())
                .containsExactly(
                        "start v3:1 S1 LINEAR16 16000 Hz BIG_ENDIAN {from=+1, to=+2}",
                        "media 3",
                        "dtmf #",
                        "mark m1",
                        "error Telnyx error 100002: unknown_error");
        assertThat(socket.sent)
                .containsExactly(
                        "{\"event\":\"media\",\"media\":{\"payload\":\"AQ==\"}}",
                        "{\"event\":\"mark\",\"mark\":{\"name\":\"m2\"}}",
                        "{\"event\":\"clear\"}");
    }

    @Test
    void choosesFormatOfTelnyx() {
        read(new TelnyxCodec(), telnyxStart("PCMA", "8000"));
        CarrierSession session = read(new TelnyxCodec(MediaFormat.ULAW_8000), telnyxStart("OPUS", "48000"));
        assertThat(events())
                .containsExactly(
                        "start v3:1 S1 ALAW 8000 Hz {from=+1, to=+2}", "start v3:1 S1 ULAW 8000 Hz {from=+1, to=+2}");
        assertThat(session.start().incoming()).isNull();
        listener.log.clear();
        read(new TelnyxCodec(), telnyxStart("OPUS", "48000"));
        assertThat(socket.sent).singleElement().asString().startsWith("close 1003 Telnyx started a stream");
        assertThat(events()).singleElement().asString().startsWith("end Telnyx started a stream");
    }

    @Test
    void readsAndWritesPlivo() {
        CarrierSession session = read(
                new PlivoCodec(),
                "{\"sequenceNumber\":0,\"event\":\"start\",\"start\":{\"callId\":\"C1\",\"streamId\":\"S1\",\"accountId\":"
                        + "\"A\",\"tracks\":[\"inbound\"],\"mediaFormat\":{\"encoding\":\"audio/x-l16\",\"sampleRate\":"
                        + "16000}},\"extra_headers\":\"{}\"}",
                "{\"event\":\"media\",\"streamId\":\"S1\",\"media\":{\"payload\":\"AAAA\"}}",
                "{\"event\":\"dtmf\",\"streamId\":\"S1\",\"dtmf\":{\"digit\":\"5\"}}",
                "{\"event\":\"playedStream\",\"streamId\":\"S1\",\"name\":\"m1\"}",
                "{\"event\":\"clearedAudio\",\"streamId\":\"S1\"}");
        session.sink().send(TestPacket.of((byte) 1));
        session.sink().sendMark("m2");
        session.sink().sendClear();
        assertThat(events())
                .containsExactly(
                        "start C1 S1 LINEAR16 16000 Hz LITTLE_ENDIAN {extra_headers={}}",
                        "media 3",
                        "dtmf 5",
                        "mark m1");
        assertThat(socket.sent)
                .containsExactly(
                        "{\"event\":\"playAudio\",\"media\":{\"contentType\":\"audio/x-l16\",\"sampleRate\":16000,"
                                + "\"payload\":\"AQ==\"}}",
                        "{\"event\":\"checkpoint\",\"streamId\":\"S1\",\"name\":\"m2\"}",
                        "{\"event\":\"clearAudio\",\"streamId\":\"S1\"}");
    }

    @Test
    void readsAndWritesVonage() {
        CarrierSession session = read(
                new VonageCodec(),
                "{\"event\":\"websocket:connected\",\"content-type\":\"audio/l16;rate=16000\",\"uuid\":\"7\"}",
                "{\"event\":\"websocket:dtmf\",\"digit\":\"1\",\"duration\":260}",
                "{\"event\":\"websocket:cleared\"}",
                "{\"event\":\"websocket:notify\",\"payload\":{\"mark\":\"m1\"}}");
        session.onBinary(ByteBuffer.allocate(640));
        session.sink().send(TestPacket.of(new byte[640]));
        session.sink().sendMark("m2");
        session.sink().sendClear();
        assertThat(events())
                .containsExactly(
                        "start null null LINEAR16 16000 Hz LITTLE_ENDIAN {uuid=7}", "dtmf 1", "mark m1", "media 640");
        assertThat(socket.sent)
                .containsExactly(
                        "640 bytes", "{\"action\":\"notify\",\"payload\":{\"mark\":\"m2\"}}", "{\"action\":\"clear\"}");
        assertThatThrownBy(() -> session.sink().send(TestPacket.of(new byte[320])))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("20 ms");
    }

    @Test
    void writesMediaWithoutAllocation() {
        byte[] message = new byte[400];
        CarrierSocket copying = new CarrierSocket() {
            @Override
            public void sendText(ByteBuffer utf8) {
                utf8.get(0, message, 0, utf8.remaining());
            }

            @Override
            public void sendBinary(ByteBuffer bytes) {
                throw new AssertionError();
            }

            @Override
            public void close(int code, String reason) {
                throw new AssertionError();
            }
        };
        CarrierSession session = new CarrierSession(new TwilioCodec(), copying, listener, Runnable::run);
        session.onText(ByteBuffer.wrap(TWILIO_START.getBytes(UTF_8)));
        TestPacket packet = TestPacket.of(new byte[160]);
        assertThat(Allocation.leastBytes(() -> {
                    for (int count = 0; count < 100; count++) {
                        session.sink().send(packet);
                    }
                }))
                .isZero();
        assertThat(new String(message, UTF_8)).startsWith("{\"event\":\"media\",\"streamSid\":\"MZ1\"");
    }
}
