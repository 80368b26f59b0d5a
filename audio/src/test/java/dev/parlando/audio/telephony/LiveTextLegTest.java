package dev.parlando.audio.telephony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.TimedText;
import dev.parlando.audio.playback.PlaybackEnd;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.HandlerException;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.OutputFormat;
import dev.parlando.text.LiveTextReport;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests for utterances of a leg whose text is still being written, on a manual clock. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveTextLegTest {
    private static final double CHARACTER_MILLIS = 40;

    private final ManualPacketClock manual = new ManualPacketClock();
    private final FakeSpeechSource source = FakeSpeechSource.direct();
    private final RecordingPacketSink sink = new RecordingPacketSink(manual::nanoTime);
    private final TelephoneLeg leg =
            TelephoneLeg.builder(source, manual.clock(), sink).open();
    private final LiveText text = LiveText.of(leg.defaultTemplate());
    private final AtomicInteger cancellations = new AtomicInteger();

    LiveTextLegTest() {
        text.onCancel(cancellations::incrementAndGet);
    }

    @AfterEach
    void close() {
        manual.close();
    }

    /** Answers the next request, with 40 ms for each character. */
    private void speakNext() {
        FakeSpeechStream stream = Objects.requireNonNull(source.poll(), "nothing was requested");
        TimedText segment = new TimedText(8000);
        for (char character : stream.request().text().toCharArray()) {
            segment.character(String.valueOf(character), (int) (CHARACTER_MILLIS * 8));
        }
        byte[] sound = new byte[segment.audioFrames()];
        Arrays.fill(sound, (byte) 7);
        stream.time(segment.timing()).send(sound).end();
    }

    @Test
    void sendsSegmentsInTheEncodingOfTheLegWithoutAGap() {
        LegUtterance utterance = leg.say(text);
        text.append("One two. Three four. ");
        text.end();
        speakNext();
        speakNext();
        manual.advanceMillis(1_000);

        assertThat(Objects.requireNonNull(utterance.stream()).request().outputFormat())
                .isEqualTo(OutputFormat.ULAW_8000);
        assertThat(sink.speechBytes()).hasSize(21 * 320).containsOnly(7);
        assertThat(utterance.join().end()).isEqualTo(PlaybackEnd.COMPLETED);
        assertThat(utterance.textReport()).isEqualTo(new LiveTextReport("One two. Three four. ", "", "", 21, 0));
        assertThat(cancellations).hasValue(0);
    }

    @Test
    void clearReportsHeardUnheardAndUnsentText() {
        LegUtterance utterance = leg.say(text);
        text.append("The first sentence is long. The second one is long, too. Fi");
        speakNext();
        speakNext();
        manual.advanceMillis(30 * 40);
        leg.clear();
        manual.advanceMillis(100);

        assertThat(utterance.state()).isEqualTo(PlaybackState.ENDED);
        assertThat(utterance.textReport())
                .isEqualTo(new LiveTextReport(
                        "The first sentence is long. Th", "e second one is long, too. ", "Fi", 57, 27));
        assertThat(utterance.playedText()).isEqualTo("The first sentence is long. Th");
        assertThat(cancellations).hasValue(1);
        assertThat(text.append("ve.")).isZero();
    }

    @Test
    void pauseOfTheWriterIsSilenceButNotStarvation() {
        LegUtterance utterance = leg.say(text);
        text.append("One moment. ");
        text.flush();
        speakNext();
        manual.advanceMillis(3_000);
        assertThat(utterance.state()).isEqualTo(PlaybackState.STARVED);
        text.append("Here it is.");
        text.end();
        speakNext();
        manual.advanceMillis(1_000);

        assertThat(utterance.join().underruns()).isZero();
        assertThat(leg.statistics().starvedPackets()).isZero();
        assertThat(leg.statistics().silencePackets()).isGreaterThan(100);
        assertThat(sink.speechBytes()).hasSize(23 * 320);
    }

    @Test
    void lateAudioOfSentTextIsStarvation() {
        LegUtterance utterance = leg.say(text);
        text.append("One moment please. ");
        text.flush();
        FakeSpeechStream stream = Objects.requireNonNull(source.poll());
        stream.send(new byte[800]);
        manual.advanceMillis(1_000);
        stream.send(new byte[800]).end();
        text.end();
        manual.advanceMillis(1_000);

        assertThat(utterance.join().underruns()).isEqualTo(1);
        assertThat(leg.statistics().starvedPackets()).isGreaterThan(40);
    }

    @Test
    void nextUtteranceFollowsTheEndOfTheText() throws Exception {
        leg.say(text);
        LegUtterance next = leg.say("Bye.");
        text.append("Yes.");
        text.flush();
        speakNext(); // The utterance behind the text is requested in advance.
        speakNext();
        manual.advanceMillis(1_000);
        assertThat(next.state()).isEqualTo(PlaybackState.QUEUED);
        text.end();
        manual.advanceMillis(200);
        assertThat(next.state()).isEqualTo(PlaybackState.ENDED);
    }

    @Test
    void failureOfTheWriterEndsTheSpeechAfterItsText() {
        LegUtterance utterance = leg.say(text);
        text.append("Half an");
        text.fail(new IllegalStateException("the model is gone"));
        speakNext();
        manual.advanceMillis(1_000);

        assertThat(sink.speechBytes()).hasSize(7 * 320);
        assertThatThrownBy(utterance::join).isInstanceOf(HandlerException.class).hasMessageContaining("writer");
        assertThat(utterance.playedText()).isEqualTo("Half an");
    }

    @Test
    void anEmptyTextEndsWithoutAudio() {
        LegUtterance utterance = leg.say(text);
        text.end();
        manual.advanceMillis(100);
        assertThat(utterance.join().audioFrames()).isZero();
    }

    @Test
    void stopOfAWaitingUtteranceCancelsItsTextOnAnotherThread() throws Exception {
        leg.say("One.");
        leg.say("Two.");
        LegUtterance waiting = leg.say(text);
        CountDownLatch cancelled = new CountDownLatch(1);
        text.onCancel(cancelled::countDown);
        waiting.stop();
        assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(cancellations).hasValue(1);
    }

    @Test
    void closeOfTheLegCancelsTheText() {
        LegUtterance utterance = leg.say(text);
        text.append("One");
        leg.close();
        manual.advanceMillis(20);
        assertThatThrownBy(utterance::join).isInstanceOf(EngineClosedException.class);
        assertThat(cancellations).hasValue(1);
    }
}
