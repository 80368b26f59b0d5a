package dev.parlando.audio.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.TimedText;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tests for marks, clears and the played text, with sinks that queue packets and sinks that do not. */
class MarksAndClearTest {
    private final ManualPacketClock manual = new ManualPacketClock();
    private final FakeSpeechSource source = FakeSpeechSource.direct();
    private final RecordingPacketSink sink = new RecordingPacketSink(manual::nanoTime);
    private final RecordingQueueingSink carrier = new RecordingQueueingSink(manual::nanoTime);
    private final RecordingLegListener events = new RecordingLegListener();

    @AfterEach
    void close() {
        manual.close();
    }

    private TelephoneLeg open(PacketSink target) {
        return TelephoneLeg.builder(source, manual.clock(), target)
                .listener(events)
                .open();
    }

    private static SpeechRequest timed(TimedText text) {
        return SpeechRequest.builder(text.text())
                .outputFormat(OutputFormat.ULAW_8000)
                .timestamps(true)
                .build();
    }

    @Test
    void reportsAMarkWhenThePacketBeforeItWasSent() throws Exception {
        TelephoneLeg leg = open(sink);
        leg.mark("start");
        manual.step();
        assertThat(events.log).containsExactly("start HEARD");
        leg.say("One.");
        leg.mark("middle");
        leg.say("Two.");
        leg.mark("end");
        source.next().send(new byte[320]).end();
        source.next().send(new byte[160]).end();
        manual.advanceMillis(40);
        assertThat(events.log).containsExactly("start HEARD", "ended", "middle HEARD");
        manual.advanceMillis(20);
        assertThat(events.log).endsWith("ended", "end HEARD");
        assertThat(leg.statistics().heardMarks()).isEqualTo(3);
    }

    @Test
    void clearsSpeechMarksAndStreams() throws Exception {
        TelephoneLeg leg = open(sink);
        TimedText text =
                new TimedText(8000).word("good", 30).word("morning", 30).word("everyone", 30);
        LegUtterance first = leg.say(timed(text));
        LegUtterance second = leg.say("Two.");
        leg.mark("end");
        FakeSpeechStream stream = source.next();
        stream.time(text.timing()).send(new byte[text.audioFrames()]);
        manual.advanceMillis(200);
        assertThat(sink.speech()).hasSize(10);

        leg.clear();
        manual.advanceMillis(100);

        assertThat(sink.speech()).hasSize(10);
        assertThat(sink.packets.get(10).startsTalkSpurt()).isTrue();
        assertThat(sink.packets.get(10).silence()).isTrue();
        assertThat(sink.packets.get(11).startsTalkSpurt()).isFalse();
        assertThat(first.playedText()).isEqualTo(text.heardAfter(1600)).isEqualTo("good m");
        assertThat(first.join().stopped()).isTrue();
        assertThat(second.state()).isEqualTo(PlaybackState.ENDED);
        assertThat(stream.isCancelled()).isTrue();
        assertThat(source.next().isCancelled()).isTrue();
        assertThat(events.log).containsExactlyInAnyOrder("ended", "ended", "end CLEARED");
        assertThat(manual.clock().resources().pool().used()).isZero();

        leg.say("Three.");
        source.next().send(new byte[160]).end();
        manual.advanceMillis(20);
        assertThat(sink.speech()).hasSize(11);
    }

    @Test
    void followsTheConfirmationsOfTheFarEnd() throws Exception {
        TelephoneLeg leg = open(carrier);
        TimedText text = new TimedText(8000).word("good", 100).word("morning", 100);
        LegUtterance utterance = leg.say(timed(text));
        leg.mark("end");
        source.next().time(text.timing()).send(new byte[text.audioFrames()]).end();
        manual.advanceMillis(2000);

        assertThat(carrier.packets).hasSize(65);
        assertThat(carrier.marks).hasSize(6 + 2);
        assertThat(utterance.positionMillis()).isZero();
        assertThat(utterance.playedText()).isEmpty();
        leg.confirmMark(carrier.marks.get(0));
        leg.confirmMark("unknown");
        assertThat(utterance.positionMillis()).isEqualTo(200);
        assertThat(utterance.playedText()).isEqualTo("go");
        carrier.marks.subList(1, 6).forEach(leg::confirmMark);
        assertThat(events.log).isEmpty();
        leg.confirmMark(carrier.marks.get(6));
        leg.confirmMark(carrier.marks.get(7));
        assertThat(events.log).containsExactly("ended", "end HEARD");
        assertThat(utterance.playedText()).isEqualTo(text.text());
        assertThat(utterance.join().stopped()).isFalse();
    }

    @Test
    void ignoresConfirmationsOfClearedMarks() throws Exception {
        TelephoneLeg leg = open(carrier);
        LegUtterance utterance = leg.say("Hello.");
        leg.mark("end");
        source.next().send(new byte[160 * 20]).end();
        manual.advanceMillis(2000);
        leg.confirmMark(carrier.marks.get(0));
        leg.clear();
        manual.step();
        assertThat(carrier.clears).isEqualTo(1);
        carrier.marks.forEach(leg::confirmMark); // As Twilio does after a clear.

        assertThat(events.log).containsExactlyInAnyOrder("ended", "end CLEARED");
        assertThat(utterance.positionMillis()).isEqualTo(200);
        assertThat(utterance.join().stopped()).isTrue();
        assertThat(leg.statistics().clearedMarks()).isEqualTo(1);
        assertThat(leg.statistics().heardMarks()).isZero();
    }

    @Test
    void endsAnUtteranceThatTheFarEndNeverConfirms() throws Exception {
        TelephoneLeg leg = open(carrier);
        LegUtterance utterance = leg.say("Hello.");
        source.next().send(new byte[160 * 20]).end();
        manual.advanceMillis(2300);
        assertThat(utterance.state().isDone()).isFalse();
        manual.advanceMillis(200);
        assertThat(utterance.state()).isEqualTo(PlaybackState.ENDED);
        assertThat(utterance.join().stopped()).isFalse();
        assertThat(utterance.positionMillis()).isZero();
    }

    @Test
    void clearsTheFarEndBeforeTheNextPacketTime() throws Exception {
        TelephoneLeg leg = open(carrier);
        leg.say("Hello.");
        source.next().send(new byte[160 * 20]);
        manual.step();
        int flushes = carrier.flushes;
        leg.clear();
        manual.step();
        assertThat(carrier.clears).isEqualTo(1);
        assertThat(carrier.flushes).isEqualTo(flushes + 1);
    }
}
