package dev.parlando.audio.telephony.carrier;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.telephony.LegListener;
import dev.parlando.audio.telephony.ManualPacketClock;
import dev.parlando.audio.telephony.MarkOutcome;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of the connection between a socket, a codec, a leg and a listener. */
class CarrierSessionTest {
    private static final String START =
            "{\"event\":\"start\",\"streamSid\":\"MZ1\",\"start\":{\"callSid\":\"CA1\",\"customParameters\":{}}}";

    private final FakeSocket socket = new FakeSocket();
    private final RecordingCarrierListener listener = new RecordingCarrierListener();
    private final CarrierSession session = session(Runnable::run);

    private CarrierSession session(Executor executor) {
        return new CarrierSession(new TwilioCodec(), socket, listener, executor);
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1007 | not JSON at all",
                "1007 | {\"event\":",
                "1007 | []",
                "1007 | null",
                "1007 | {\"no\":\"event\"}",
                "1007 | {\"event\":{}}",
                "1002 | {\"event\":\"start\",\"streamSid\":\"MZ2\",\"start\":{}}",
                "1002 | {\"event\":\"media\",\"streamSid\":\"MZ2\",\"media\":{\"payload\":\"AAAA\"}}",
                "1007 | {\"event\":\"media\",\"streamSid\":\"MZ1\",\"media\":{\"payload\":\"?\"}}",
            })
    void endsCallForMalformedMessage(int code, String message) {
        session.onText(utf8(START));
        listener.log.clear();
        session.onText(utf8(message));
        session.onText(utf8(START));
        session.onClosed(null);
        assertThat(socket.sent).singleElement().asString().startsWith("close " + code + " Twilio s");
        assertThat(listener.log).singleElement().asString().startsWith("end Twilio s");
    }

    @Test
    void endsCallForBinaryMessage() {
        session.onBinary(ByteBuffer.allocate(160));
        assertThat(socket.sent).singleElement().asString().startsWith("close 1003 Twilio sent a binary message");
        assertThat(listener.log).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"event\":\"start\"}",
                "{\"event\":\"start\",\"start\":7}",
                "{\"event\":\"start\",\"streamSid\":\"MZ1\",\"start\":{\"mediaFormat\":{\"encoding\":\"audio/opus\"}}}",
                "{\"event\":\"start\",\"streamSid\":\"MZ1\",\"start\":{\"mediaFormat\":{\"sampleRate\":\"many\"}}}",
                "{\"event\":\"start\",\"streamSid\":\"MZ1\",\"start\":{\"mediaFormat\":{\"channels\":2}}}",
            })
    void endsCallForUnusableStart(String message) {
        session.onText(utf8(message));
        assertThat(socket.sent).singleElement().asString().startsWith("close 1003 Twilio started a stream");
    }

    @Test
    void opensLegThatReceivesMarksAndEndsWithConnection() throws Exception {
        FakeSpeechSource source = FakeSpeechSource.direct();
        List<String> outcomes = new ArrayList<>();
        try (ManualPacketClock manual = new ManualPacketClock()) {
            session.onText(utf8(START));
            TelephoneLeg leg = session.openLeg(source, manual.clock(), new LegListener() {
                @Override
                public void onMark(TelephoneLeg of, String name, MarkOutcome outcome) {
                    outcomes.add(name + " " + outcome);
                }
            });
            leg.say("Hello.");
            leg.mark("greeting");
            source.next().send(new byte[320]).end();
            manual.advanceMillis(20);
            assertThat(socket.sent).first().asString().startsWith("{\"event\":\"media\"");
            assertThat(outcomes).isEmpty();
            List.copyOf(socket.sent).stream()
                    .filter(sent -> sent.startsWith("{\"event\":\"mark\""))
                    .forEach(mark -> session.onText(utf8(mark)));
            assertThat(outcomes).containsExactly("greeting HEARD");

            TransportException lost = new TransportException("lost", null, RequestProgress.PROCESSED);
            session.onClosed(lost);
            manual.advanceMillis(20);
            assertThat(leg.isOpen()).isFalse();
        }
        assertThat(listener.log).contains("end lost");
    }

    @Test
    void closesConnectionWithLeg() {
        try (ManualPacketClock manual = new ManualPacketClock()) {
            session.onText(utf8(START));
            TelephoneLeg leg = session.openLeg(FakeSpeechSource.direct(), manual.clock(), new LegListener() {});
            leg.close();
            manual.advanceMillis(20);
        }
        assertThat(socket.sent).contains("close 1000 ");
        assertThat(listener.log).contains("end");
    }

    @Test
    void endsLegThatIsAttachedLate() {
        try (ManualPacketClock manual = new ManualPacketClock()) {
            session.onText(utf8(START));
            session.onClosed(null);
            assertThat(session.openLeg(FakeSpeechSource.direct(), manual.clock(), new LegListener() {})
                            .isOpen())
                    .isFalse();
        }
    }

    @Test
    void hasNoSinkBeforeStart() {
        assertThatThrownBy(session::sink).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(session::start).hasMessageContaining("has not started");
    }

    @Test
    void survivesListenerThatThrows() {
        session.onText(utf8(START));
        session.onText(utf8("{\"event\":\"dtmf\",\"dtmf\":{\"digit\":\"throw\"}}"));
        session.onText(utf8("{\"event\":\"dtmf\",\"dtmf\":{\"digit\":\"2\"}}"));
        assertThat(listener.log).hasSize(3).contains("dtmf 2");
    }

    @Test
    void deliversEventsInOrderAndDropsAudioOfSlowListener() {
        Deque<Runnable> tasks = new ArrayDeque<>();
        CarrierSession slow = session(tasks::add);
        slow.onText(utf8(START));
        for (int count = 0; count < 100; count++) {
            slow.onText(utf8("{\"event\":\"media\",\"media\":{\"payload\":\"AAAA\"}}"));
        }
        slow.onText(utf8("{\"event\":\"dtmf\",\"dtmf\":{\"digit\":\"1\"}}"));
        assertThat(tasks).hasSize(1);
        Objects.requireNonNull(tasks.poll()).run();
        assertThat(listener.log).hasSize(52).last().isEqualTo("dtmf 1");
        slow.onText(utf8("{\"event\":\"media\",\"media\":{\"payload\":\"AAAA\"}}"));
        Objects.requireNonNull(tasks.poll()).run();
        assertThat(listener.log).hasSize(53);
    }

    /** Any text is read by each codec without an exception, and ends the call at most once. */
    @Property(tries = 200)
    void readsAnything(@ForAll @Size(max = 5) List<String> texts, @ForAll byte[] bytes) {
        for (CarrierCodec codec : List.of(
                new TwilioCodec(), new TelnyxCodec(), new PlivoCodec(), new VonageCodec(), new SignalWireCodec())) {
            RecordingCarrierListener events = new RecordingCarrierListener();
            CarrierSession any = new CarrierSession(codec, new FakeSocket(), events, Runnable::run);
            for (String text : texts) {
                any.onText(utf8(text));
                any.onText(utf8("{\"event\":\"" + text.replaceAll("[\"\\\\\\p{Cntrl}]", "") + "\"}"));
            }
            any.onText(ByteBuffer.wrap(bytes));
            any.onBinary(ByteBuffer.wrap(bytes));
            any.onClosed(null);
            assertThat(events.log).singleElement().asString().startsWith("end").doesNotContain("defect");
        }
    }
}
