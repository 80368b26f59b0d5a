package dev.parlando.audio.telephony.asterisk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.TestPacket;
import dev.parlando.audio.telephony.LegListener;
import dev.parlando.audio.telephony.ManualPacketClock;
import dev.parlando.audio.telephony.MarkOutcome;
import dev.parlando.audio.telephony.MediaFormat;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.audio.telephony.carrier.CallStart;
import dev.parlando.audio.telephony.carrier.CarrierListener;
import dev.parlando.audio.telephony.carrier.CarrierSession;
import dev.parlando.audio.telephony.carrier.TwilioCodec;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of the dialect of chan_websocket, with messages as in {@code chan_websocket.c}. */
class AsteriskCodecTest {
    private static final String PLAIN_START = "MEDIA_START connection_id:media/ab:c channel:WebSocket/INCOMING/0x7f01 "
            + "channel_id:1765.4 format:ulaw optimal_frame_size:160 ptime:20";
    private static final String JSON_START =
            """
            {"event":"MEDIA_START","connection_id":"media/ab:c","channel":"WebSocket/INCOMING/0x7f01",
            "channel_id":"1765.4","format":"ulaw","optimal_frame_size":160,"ptime":20,
            "channel_variables":{"CALLER":"7001"}}""";

    private final RecordingSocket socket = new RecordingSocket();
    private final List<String> events = new ArrayList<>();
    private final CarrierSession session = new CarrierSession(new AsteriskCodec(), socket, new Events(), Runnable::run);

    /** Writes the events as lines. */
    private final class Events implements CarrierListener {
        @Override
        public void onStart(CarrierSession started, CallStart start) {
            events.add("start " + start.callId() + " " + start.streamId() + " " + start.outgoing());
        }

        @Override
        public void onDtmf(CarrierSession call, String digit) {
            events.add("digit " + digit);
        }

        @Override
        public void onMark(CarrierSession call, String id) {
            events.add("mark " + id);
        }

        @Override
        public boolean receivesMedia() {
            return true;
        }

        @Override
        public void onMedia(CarrierSession call, ByteBuffer audio) {
            events.add("media " + audio.remaining());
        }

        @Override
        public void onEnd(CarrierSession call, @Nullable ParlandoException error) {
            events.add("end " + (error == null ? "" : error.getMessage()));
        }
    }

    private void receive(String text) {
        session.onText(StandardCharsets.UTF_8.encode(text));
    }

    private void start(ControlFormat format) {
        receive(format == ControlFormat.JSON ? JSON_START : PLAIN_START);
    }

    @ParameterizedTest
    @EnumSource
    void readsEvents(ControlFormat format) {
        session.onBinary(ByteBuffer.allocate(160)); // Before the start.
        start(format);
        session.onBinary(ByteBuffer.allocate(160));
        boolean json = format == ControlFormat.JSON;
        receive(
                json
                        ? "{\"event\":\"DTMF_END\",\"channel_id\":\"1765.4\",\"digit\":\"#\"}"
                        : "DTMF_END channel_id:1765.4 digit:#");
        receive(
                json
                        ? "{\"event\":\"MEDIA_MARK_PROCESSED\",\"channel_id\":\"1765.4\",\"correlation_id\":\"w12\"}"
                        : "MEDIA_MARK_PROCESSED channel_id:1765.4 correlation_id:w12");
        receive(json ? "{\"event\":\"QUEUE_DRAINED\",\"channel_id\":\"1765.4\"}" : "QUEUE_DRAINED channel_id:1765.4");
        assertThat(events).containsExactly("start 1765.4 media/ab:c ULAW 8000 Hz", "media 160", "digit #", "mark w12");
        assertThat(session.start().parameters())
                .containsEntry("channel", "WebSocket/INCOMING/0x7f01")
                .containsEntry("ptime", "20")
                .doesNotContainKey("event");
        assertThat(session.start().parameters().get("CALLER")).isEqualTo(json ? "7001" : null);
    }

    @Test
    void writesPlainCommands() {
        start(ControlFormat.PLAIN_TEXT);
        session.sink().send(TestPacket.g711());
        session.sink().send(new TestPacket(480, 480));
        session.sink().sendMark("w12");
        session.sink().sendClear();
        for (AsteriskCommand command : AsteriskCommand.values()) {
            AsteriskCodec.send(session, command);
        }
        assertThat(socket.sent)
                .containsExactly(
                        "160 bytes",
                        "480 bytes",
                        "MARK_MEDIA w12",
                        "FLUSH_MEDIA",
                        "ANSWER",
                        "HANGUP",
                        "PAUSE_MEDIA",
                        "CONTINUE_MEDIA");
    }

    @Test
    void writesJsonCommands() {
        start(ControlFormat.JSON);
        session.sink().sendMark("w\"2");
        session.sink().sendClear();
        AsteriskCodec.send(session, AsteriskCommand.PAUSE_MEDIA);
        assertThat(socket.sent)
                .containsExactly(
                        "{\"command\":\"MARK_MEDIA\",\"correlation_id\":\"w\\\"2\"}",
                        "{\"command\":\"FLUSH_MEDIA\"}",
                        "{\"command\":\"PAUSE_MEDIA\"}");
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 161, 240, 65_600})
    void refusesPacketsOfOtherLengths(int bytes) {
        start(ControlFormat.PLAIN_TEXT);
        assertThatThrownBy(() -> session.sink().send(new TestPacket(bytes, bytes)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("multiples of 160 bytes")
                .hasMessageContaining("" + bytes);
    }

    /** Asterisk ignores commands of more than 128 bytes. */
    @ParameterizedTest
    @CsvSource({"PLAIN_TEXT, 117", "JSON, 84"})
    void refusesIdsThatMakeCommandTooLong(ControlFormat format, int longest) {
        start(format);
        session.sink().sendMark("i".repeat(longest));
        assertThat(socket.sent.get(0)).hasSize(128);
        for (String id : List.of("i".repeat(longest + 1), "two words", "")) {
            assertThatThrownBy(() -> session.sink().sendMark(id)).isInstanceOf(InvalidRequestException.class);
        }
    }

    @Test
    void isNotWritableWhileQueueIsFull() {
        start(ControlFormat.PLAIN_TEXT);
        assertThat(session.sink().isWritable()).isTrue();
        receive("MEDIA_XOFF channel_id:1765.4");
        assertThat(session.sink().isWritable()).isFalse();
        receive("MEDIA_XON channel_id:1765.4");
        assertThat(session.sink().isWritable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "alaw, ALAW, 8000",
        "slin, LINEAR16, 8000",
        "slin12, LINEAR16, 12000",
        "slin16, LINEAR16, 16000",
        "slin24, LINEAR16, 24000",
        "slin44, LINEAR16, 44100",
        "slin48, LINEAR16, 48000"
    })
    void readsFormats(String name, MediaFormat.Encoding encoding, int sampleRateHz) {
        receive(PLAIN_START.replace("ulaw", name));
        MediaFormat format = session.start().outgoing();
        assertThat(format.encoding()).isEqualTo(encoding);
        assertThat(format.sampleRateHz()).isEqualTo(sampleRateHz);
        if (encoding == MediaFormat.Encoding.LINEAR16) {
            assertThat(format.byteOrder()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"event\":          | malformed",
                "{\"command\":\"X\"}  | malformed",
                "MEDIA_START format:opus optimal_frame_size:160 | format opus, which is unsupported",
                "MEDIA_START format:ulaw                        | unsupported",
                "MEDIA_START format:slinX optimal_frame_size:1  | unsupported"
            })
    void endsCallForInvalidMessage(String message, String problem) {
        receive(message);
        assertThat(events).singleElement().asString().startsWith("end Asterisk").contains(problem);
        assertThat(socket.sent).singleElement().asString().startsWith("close 100");
    }

    @Test
    void endsCallThatStartsTwice() {
        start(ControlFormat.PLAIN_TEXT);
        start(ControlFormat.JSON);
        assertThat(events.get(1)).isEqualTo("end Asterisk started the media twice");
    }

    @Property
    void endsCallAtMostOnceForAnyMessages(@ForAll List<String> texts, @ForAll boolean started) {
        CarrierSession fuzzed =
                new CarrierSession(new AsteriskCodec(), new RecordingSocket(), new Events(), Runnable::run);
        events.clear();
        if (started) {
            fuzzed.onText(StandardCharsets.UTF_8.encode(PLAIN_START));
        }
        texts.forEach(text -> fuzzed.onText(StandardCharsets.UTF_8.encode(text)));
        assertThat(events.stream().filter(event -> event.startsWith("end"))).hasSizeLessThan(2);
        assertThat(events).noneMatch(event -> event.contains("internal"));
    }

    @Test
    void refusesCommandsToOtherCalls() {
        CarrierSession other = new CarrierSession(new TwilioCodec(), socket, new Events(), Runnable::run);
        assertThatThrownBy(() -> AsteriskCodec.send(other, AsteriskCommand.ANSWER))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> AsteriskCodec.send(session, AsteriskCommand.ANSWER))
                .isInstanceOf(IllegalStateException.class);
    }

    /** A leg stops at XOFF, continues at XON, flushes at a clear, and hears marks by their confirmation. */
    @Test
    void steersLeg() throws Exception {
        start(ControlFormat.PLAIN_TEXT);
        List<String> marks = new ArrayList<>();
        try (ManualPacketClock clock = new ManualPacketClock();
                FakeSpeechSource source = FakeSpeechSource.direct()) {
            TelephoneLeg leg = session.openLeg(source, clock.clock(), new LegListener() {
                @Override
                public void onMark(TelephoneLeg marked, String name, MarkOutcome outcome) {
                    marks.add(name + " " + outcome);
                }
            });
            leg.say("Hello.");
            leg.mark("greeted");
            source.next().send(new byte[16_000]).end();
            receive("MEDIA_XOFF channel_id:1765.4");
            clock.advanceMillis(100);
            assertThat(socket.sent).isEmpty();
            receive("MEDIA_XON channel_id:1765.4");
            clock.advanceMillis(100);
            assertThat(socket.sent).contains("160 bytes");
            clock.advanceMillis(3000);
            List.copyOf(socket.sent).stream()
                    .filter(message -> message.startsWith("MARK_MEDIA "))
                    .forEach(mark -> receive("MEDIA_MARK_PROCESSED correlation_id:" + mark.split(" ", -1)[1]));
            assertThat(marks).containsExactly("greeted HEARD");
            leg.clear();
            clock.step();
            assertThat(socket.sent).endsWith("FLUSH_MEDIA");
        }
        assertThat(socket.sent).endsWith("close 1000");
    }
}
