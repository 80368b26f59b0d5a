package dev.parlando.audio.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.decode.G711;
import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.error.DecodeException;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.HandlerException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.governor.Priority;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests for the packets, states and errors of a leg that skips, on a manual clock. */
class TelephoneLegTest {
    private final ManualPacketClock manual = new ManualPacketClock();
    private final FakeSpeechSource source = FakeSpeechSource.direct();
    private final RecordingPacketSink sink = new RecordingPacketSink(manual::nanoTime);
    private final RecordingLegListener events = new RecordingLegListener();
    private final TelephoneLeg leg =
            TelephoneLeg.builder(source, manual.clock(), sink).listener(events).open();

    @AfterEach
    void close() {
        manual.close();
    }

    private static byte[] speech(int bytes) {
        byte[] speech = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            speech[i] = (byte) (i % 101);
        }
        return speech;
    }

    @Test
    void sendsSilenceFromTheStartInEveryPacketTime() {
        manual.advanceMillis(200);

        assertThat(sink.packets).hasSize(10).allMatch(RecordingPacketSink.Sent::silence);
        assertThat(sink.packets.get(3).payload()).hasSize(160).containsOnly(G711.ULAW_SILENCE);
        assertThat(sink.packets.get(3).mediaTime()).isEqualTo(480);
        assertThat(sink.packets)
                .filteredOn(RecordingPacketSink.Sent::startsTalkSpurt)
                .hasSize(1);
        assertThat(sink.packets.get(4).nanos() - sink.packets.get(3).nanos()).isEqualTo(20_000_000);
        assertThat(leg.statistics().silencePackets()).isEqualTo(10);
        assertThat(leg.statistics().starvedPackets()).isZero();
    }

    @Test
    void lendsThreadsToSinkBeforeFirstPacket() {
        assertThat(sink.packets).isEmpty();
        assertThat(sink.callbacks).isSameAs(manual.clock().background());
    }

    @Test
    void passesBytesThroughAndPadsTheLastPacket() throws Exception {
        LegUtterance utterance = leg.say("Hello.");
        FakeSpeechStream stream = source.next();
        stream.send(speech(500)).end();
        manual.advanceMillis(100);

        byte[] expected = Arrays.copyOf(speech(500), 640);
        Arrays.fill(expected, 500, 640, G711.ULAW_SILENCE);
        assertThat(sink.speechBytes()).isEqualTo(expected);
        PlaybackResult result = utterance.join();
        assertThat(result.audioFrames()).isEqualTo(500);
        assertThat(result.stopped()).isFalse();
        assertThat(utterance.positionMillis()).isEqualTo(62.5);
        assertThat(utterance.state()).isEqualTo(PlaybackState.ENDED);
        assertThat(events.log).containsExactly("ended");
        assertThat(manual.clock().resources().pool().used()).isZero();
    }

    @Test
    void requestsTheEncodingOfTheLegWithAWindowOf64KiB() throws Exception {
        leg.say("Hello.");
        FakeSpeechStream stream = source.next();
        assertThat(stream.request().outputFormat()).isEqualTo(OutputFormat.ULAW_8000);
        assertThat(stream.options().streamWindowBytes()).isEqualTo(65_535);
        assertThat(stream.options().priority()).isEqualTo(Priority.LIVE);

        leg.say(leg.defaultRequest("Hello."), CallOptions.DEFAULT.withStreamWindowBytes(100_000));
        assertThat(source.next().options().streamWindowBytes()).isEqualTo(100_000);
    }

    @Test
    void choosesADefaultFormatForEachEncoding() {
        assertThat(defaultFormat(MediaFormat.ALAW_8000)).isEqualTo(OutputFormat.ALAW_8000);
        assertThat(defaultFormat(MediaFormat.linear16(16_000, ByteOrder.BIG_ENDIAN)))
                .isEqualTo(OutputFormat.PCM_16000);
        assertThat(defaultFormat(MediaFormat.linear16(44_100, ByteOrder.LITTLE_ENDIAN)))
                .isEqualTo(OutputFormat.PCM_48000);
    }

    private OutputFormat defaultFormat(MediaFormat format) {
        return TelephoneLeg.builder(source, manual.clock(), sink)
                .format(format)
                .open()
                .defaultRequest("Hello.")
                .outputFormat();
    }

    @Test
    void holdsTheStreamWhenTheSlotsAreFullAndResumesItAtHalf() throws Exception {
        leg.say("Hello.");
        FakeSpeechStream stream = source.next();
        stream.send(speech(20_000)); // 85 slots of 160 bytes
        assertThat(leg.statistics().backlogMillis()).isEqualTo(85 * 20);
        manual.advanceMillis(20 * 42);
        assertThat(stream.resumptions()).isZero();
        manual.advanceMillis(20);
        assertThat(stream.resumptions()).isEqualTo(1);
        stream.end();
        manual.advanceMillis(3000);
        assertThat(sink.speechBytes()).isEqualTo(speech(20_000));
    }

    @Test
    void joinsUtterancesWithoutAGapAndRequestsOneAhead() throws Exception {
        leg.say("One.");
        leg.say("Two.");
        leg.say("Three.");
        assertThat(source.requests()).isEqualTo(2);
        source.next().send(speech(320)).end();
        source.next().send(speech(320)).end();
        manual.advanceMillis(40);
        assertThat(source.requests()).isEqualTo(3);
        source.next().send(speech(320)).end();
        manual.advanceMillis(80);
        assertThat(sink.packets).hasSize(6).noneMatch(RecordingPacketSink.Sent::silence);
    }

    @Test
    void reportsAFailureAndGoesOnWithTheNextUtterance() throws Exception {
        LegUtterance first = leg.say("One.");
        leg.say("Two.");
        source.next().send(speech(160)).fail(new TransportException("lost", null, RequestProgress.PROCESSED));
        source.next().send(speech(160)).end();
        manual.advanceMillis(60);

        assertThat(sink.speech()).hasSize(2);
        assertThatThrownBy(first::join).isInstanceOf(TransportException.class);
        assertThat(first.state()).isEqualTo(PlaybackState.FAILED);
        assertThat(events.log).containsExactly("failed TransportException", "ended");
    }

    @Test
    void failsAnUtteranceWithoutAudio() throws Exception {
        LegUtterance utterance = leg.say("Hello.");
        source.next().end();
        manual.advanceMillis(20);
        assertThatThrownBy(utterance::join).isInstanceOf(DecodeException.class).hasMessageContaining("ulaw_8000");
    }

    @Test
    void countsLateAudioWithinAnUtteranceOnly() throws Exception {
        leg.say("Hello.");
        manual.advanceMillis(100);
        FakeSpeechStream stream = source.next();
        stream.send(speech(160));
        manual.advanceMillis(80);
        assertThat(leg.statistics().starvedPackets()).isZero();
        stream.send(speech(160));
        manual.advanceMillis(20);
        assertThat(leg.statistics().starvedPackets()).isEqualTo(3);
        manual.advanceMillis(60);
        stream.end(); // Late, but no speech was.
        manual.advanceMillis(40);
        assertThat(leg.statistics().starvedPackets()).isEqualTo(3);
        assertThat(events.log).containsExactly("starved 60.0", "ended");
    }

    @Test
    void endsOnlyTheLegWhoseSinkThrows() throws Exception {
        RecordingPacketSink broken = new RecordingPacketSink(manual::nanoTime) {
            @Override
            public void send(Packet packet) {
                throw new IllegalStateException("no socket");
            }
        };
        RecordingLegListener brokenEvents = new RecordingLegListener();
        TelephoneLeg other = TelephoneLeg.builder(source, manual.clock(), broken)
                .listener(brokenEvents)
                .open();
        LegUtterance utterance = other.say("Hello.");
        manual.advanceMillis(100);

        assertThat(other.isOpen()).isFalse();
        assertThatThrownBy(utterance::join).isInstanceOf(HandlerException.class).hasMessageContaining("no socket");
        assertThat(source.next().isCancelled()).isTrue();
        assertThat(broken.closes).isEqualTo(1);
        assertThat(brokenEvents.log).containsExactly("failed HandlerException", "leg failed HandlerException");
        assertThat(sink.packets).hasSize(5);
        assertThat(manual.clock().statistics().legs()).isEqualTo(1);
        assertThatThrownBy(() -> other.say("Hello.")).isInstanceOf(EngineClosedException.class);
    }

    @Test
    void closeEndsUtterancesMarksAndSink() throws Exception {
        LegUtterance first = leg.say("One.");
        leg.mark("here");
        LegUtterance second = leg.say("Two.");
        leg.close();
        manual.advanceMillis(20);

        assertThatThrownBy(first::join).isInstanceOf(EngineClosedException.class);
        assertThatThrownBy(second::join).isInstanceOf(EngineClosedException.class);
        assertThat(sink.closes).isEqualTo(1);
        assertThat(sink.packets).isEmpty();
        assertThat(source.next().isCancelled()).isTrue();
        assertThat(events.log)
                .containsExactlyInAnyOrder(
                        "here CLEARED", "failed EngineClosedException", "failed EngineClosedException", "leg ended")
                .endsWith("leg ended");
    }

    @Test
    void closingTheClockEndsAllLegs() {
        LegUtterance utterance = leg.say("One.");
        manual.clock().close();
        assertThatThrownBy(utterance::join).isInstanceOf(EngineClosedException.class);
        assertThat(sink.closes).isEqualTo(1);
        assertThatThrownBy(
                        () -> TelephoneLeg.builder(source, manual.clock(), sink).open())
                .isInstanceOf(EngineClosedException.class);
    }

    @Test
    void stopEndsOneUtterance() throws Exception {
        LegUtterance first = leg.say("One.");
        leg.say("Two.");
        source.next().send(speech(1600));
        source.next().send(speech(160)).end();
        manual.advanceMillis(40);
        first.stop();
        manual.advanceMillis(20);
        assertThat(sink.speech()).hasSize(3);
        assertThat(first.join().stopped()).isTrue();
        assertThat(first.positionMillis()).isEqualTo(40);
    }

    @Test
    void stopEndsAWaitingUtteranceImmediatelyAndTheNextIsRequested() throws Exception {
        leg.say("One.");
        LegUtterance second = leg.say("Two.");
        leg.say("Three.");
        source.next().send(speech(1600));
        manual.advanceMillis(40);
        assertThat(source.requests()).isEqualTo(2);
        second.stop();
        manual.step();
        assertThat(second.state()).isEqualTo(PlaybackState.ENDED);
        assertThat(second.join().stopped()).isTrue();
        assertThat(source.next().isCancelled()).isTrue();
        assertThat(source.requests()).isEqualTo(3);
        assertThat(events.log).containsExactly("ended");
    }

    @Test
    void reportsEventsAlthoughAListenerThrows() throws Exception {
        List<String> marks = new ArrayList<>();
        TelephoneLeg other = TelephoneLeg.builder(source, manual.clock(), sink)
                .listener(new LegListener() {
                    @Override
                    public void onMark(TelephoneLeg sameLeg, String name, MarkOutcome outcome) {
                        marks.add(name);
                        throw new IllegalStateException("of a listener");
                    }
                })
                .open();
        other.mark("one");
        other.mark("two");
        manual.step();
        assertThat(marks).containsExactly("one", "two");
        assertThat(other.isOpen()).isTrue();
    }

    @Test
    void aSinkMayEncryptThePayload() {
        RecordingPacketSink encrypting = new RecordingPacketSink(manual::nanoTime) {
            @Override
            public void send(Packet packet) {
                super.send(packet);
                packet.buffer(0).put(new byte[packet.payloadBytes()]);
            }
        };
        TelephoneLeg.builder(source, manual.clock(), encrypting).open();
        manual.advanceMillis(60);
        assertThat(encrypting.packets).hasSize(3);
        assertThat(encrypting.packets.get(2).payload()).containsOnly(G711.ULAW_SILENCE);
    }

    @Test
    void rejectsOptionsOutOfRange() {
        assertRejected("ptimeMillis", () -> TelephoneLeg.builder(source, manual.clock(), sink)
                .ptimeMillis(25)
                .open());
        assertRejected("format", () -> TelephoneLeg.builder(source, manual.clock(), sink)
                .format(MediaFormat.linear16(96_000, ByteOrder.LITTLE_ENDIAN))
                .open());
        assertRejected("ptimeMillis", () -> TelephoneLeg.builder(source, manual.clock(), sink)
                .format(MediaFormat.linear16(11_025, ByteOrder.LITTLE_ENDIAN))
                .open());
        assertRejected("leadMillis", () -> TelephoneLeg.builder(source, manual.clock(), sink)
                .leadMillis(20)
                .open());
        assertRejected("threads", () -> PacketClock.create(0));
        assertRejected(
                "output_format",
                () -> leg.say(SpeechRequest.builder("Hi.")
                        .outputFormat(OutputFormat.parse("flac_44100"))
                        .build()));
        assertRejected(
                "timeline",
                () -> leg.say(
                        leg.defaultRequest("Hi."), CallOptions.DEFAULT.withTimeline(CallOptions.startTimeline())));
    }

    private static void assertRejected(String option, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(InvalidRequestException.class, error -> assertThat(error.option())
                        .isEqualTo(option));
    }

    @Test
    void reportsNoDriftInAnHourNorIn30Days() {
        manual.advance(Duration.ofHours(1));
        assertThat(sink.packets).hasSize(180_000);
        RecordingPacketSink.Sent first = sink.packets.get(0);
        RecordingPacketSink.Sent last = sink.packets.get(sink.packets.size() - 1);
        assertThat(last.nanos() - first.nanos()).isEqualTo(179_999 * 20_000_000L);
        assertThat(last.mediaTime()).isEqualTo(179_999 * 160L);
        sink.packets.clear();

        for (int day = 0; day < 30; day++) {
            manual.stall(Duration.ofDays(1));
            manual.advanceMillis(20);
        }
        last = sink.packets.get(sink.packets.size() - 1);
        assertThat((last.nanos() - first.nanos()) % 20_000_000).isZero();
        assertThat(last.mediaTime()).isEqualTo((last.nanos() - first.nanos()) / 20_000_000 * 160);
        assertThat(List.of(leg.statistics().lateness().p50Nanos())).containsExactly(0L);
    }
}
