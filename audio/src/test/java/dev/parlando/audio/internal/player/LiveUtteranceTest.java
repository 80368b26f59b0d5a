package dev.parlando.audio.internal.player;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.decode.AudioDecoders;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.SegmentVoice;
import dev.parlando.audio.fixture.SinkView;
import dev.parlando.audio.internal.words.UtteranceText;
import dev.parlando.audio.playback.PlaybackEnd;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.HandlerException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.LiveText;
import dev.parlando.text.LiveTextReport;
import dev.parlando.transcript.TimedWord;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests for utterances whose text is still being written, on a line whose time is advanced by the test. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveUtteranceTest {
    private final PlaybackLoopRig rig = new PlaybackLoopRig(100);
    private final SegmentVoice voice = new SegmentVoice(rig.speech, new Random(3), PlaybackLoopRig.RATE_HZ);
    private final AtomicInteger cancellations = new AtomicInteger();
    private final LiveText text = liveText();

    @AfterEach
    void close() {
        rig.close();
    }

    private LiveText liveText() {
        LiveText created = LiveText.of(SpeechPlayer.defaultTemplate());
        created.onCancel(cancellations::incrementAndGet);
        return created;
    }

    private Utterance say(LiveText spoken) {
        return rig.say(UtteranceText.of(spoken), QueuePosition.LAST);
    }

    /** Lets the voice answer all requests while time passes. */
    private void run(int millis) {
        for (int passed = 0; passed < millis; passed += 10) {
            voice.speakAll();
            rig.run(10);
        }
    }

    @Test
    void playsSegmentsWithoutGapAndReportsWholeText() {
        Utterance utterance = say(text);
        text.append("One two three. Four five ");
        text.append("six. Seven.");
        text.end();
        run(10_000);
        assertThat(utterance.join().end()).isEqualTo(PlaybackEnd.COMPLETED);
        assertThat(utterance.join().underruns()).isZero();
        assertThat(utterance.join().audioFrames()).isEqualTo(voice.spoken().audioFrames());
        assertThat(rig.speech.requests()).isGreaterThan(1);
        assertThat(utterance.textReport())
                .isEqualTo(new LiveTextReport("One two three. Four five six. Seven.", "", "", 36, 0));
        assertThat(cancellations).hasValue(0);
    }

    @Test
    void startsBeforeTextHasEnded() {
        Utterance utterance = say(text);
        text.append("This is the first sentence. And");
        run(500);
        assertThat(utterance.state()).isEqualTo(PlaybackState.PLAYING);
        assertThat(utterance.playedText()).isNotEmpty();
        LiveTextReport report = utterance.textReport();
        assertThat("This is the first sentence. ").startsWith(report.heard());
        assertThat(report.heard() + report.unheard()).isEqualTo("This is the first sentence. ");
        assertThat(report.unsent()).isEqualTo("And");
    }

    @Test
    void reportsWordsOfAllSegmentsOnOneClock() {
        WordRecorder recorder = new WordRecorder(rig.player);
        Utterance utterance = new Utterance(
                UtteranceText.of(text),
                CallOptions.DEFAULT,
                AudioDecoders.forFormat(text.template().outputFormat()),
                recorder);
        rig.player.add(utterance, QueuePosition.LAST);
        text.append("One two. Three four. Five.");
        text.end();
        run(6_000);
        assertThat(recorder.texts()).containsExactly("One", "two.", "Three", "four.", "Five.");
        List<Integer> begins = voice.spoken().wordBegins();
        for (int i = 0; i < begins.size(); i++) {
            TimedWord word = utterance.words().get(i);
            assertThat(word.startMillis() * PlaybackLoopRig.RATE_HZ / 1000).isCloseTo(begins.get(i), within(1.0));
        }
        assertThat(recorder.lateMillis()).allSatisfy(late -> assertThat(late).isBetween(0.0, 1.1));
    }

    @Test
    void pausesAndResumesAtSamePosition() {
        Utterance utterance = say(text);
        text.append("One two three four five six. ");
        text.end();
        run(400);
        utterance.hold();
        run(300);
        String heard = utterance.playedText();
        assertThat(utterance.state()).isEqualTo(PlaybackState.HELD);
        run(500);
        assertThat(utterance.playedText()).isEqualTo(heard);
        utterance.resume();
        run(10_000);
        assertThat(utterance.playedText()).isEqualTo("One two three four five six. ");
    }

    @Test
    void reportsWritersWordsIfOnlySpelledOutTextHasTimes() {
        voice.spellingOut(Map.of("Dr.", "Doctor", "$5", "five dollars"));
        Utterance utterance = say(text);
        text.append("Dr. Smith paid **$5**. ");
        text.flush();
        run(100);
        assertThat(utterance.textReport().heard()).isIn("", "Dr. ");
        run(10_000);
        LiveTextReport pause = utterance.textReport();
        assertThat(pause).isEqualTo(new LiveTextReport("Dr. Smith paid **$5**. ", "", "", 19, 0));
        text.append("Is 5% enough? ");
        text.end();
        run(10_000);
        assertThat(utterance.join().underruns()).isZero(); // The pause was the writer's.
        assertThat(utterance.textReport().heard()).isEqualTo("Dr. Smith paid **$5**. Is 5% enough? ");
    }

    /** A prefill that had learned from pauses would delay the start of each later utterance. */
    @Test
    void pauseOfWriterIsNoUnderrunAndDelaysNoLaterUtterance() throws Exception {
        Utterance utterance = say(text);
        text.append("One moment. ");
        text.flush();
        run(4_000);
        assertThat(utterance.state()).isEqualTo(PlaybackState.STARVED);
        text.append("Here it is.");
        text.end();
        run(4_000);
        assertThat(utterance.join().underruns()).isZero();
        Utterance next = rig.say();
        rig.nextStream().send(new short[PlaybackLoopRig.RATE_HZ / 20]);
        rig.settle();
        assertThat(next.state()).isEqualTo(PlaybackState.PLAYING);
    }

    @Test
    void lateAudioOfSentTextIsAnUnderrun() {
        Utterance utterance = say(text);
        text.append("One moment please. ");
        text.flush();
        FakeSpeechStream stream = Objects.requireNonNull(rig.speech.poll());
        stream.send(new short[PlaybackLoopRig.RATE_HZ / 5]);
        rig.run(1_000);
        assertThat(utterance.state()).isEqualTo(PlaybackState.STARVED);
        stream.send(new short[PlaybackLoopRig.RATE_HZ / 5]).end();
        text.end();
        rig.run(1_000);
        assertThat(utterance.join().underruns()).isEqualTo(1);
    }

    @Test
    void stopCancelsTextAndDiscardsLaterText() {
        Utterance utterance = say(text);
        text.append("The first sentence is spoken. The second");
        run(300);
        utterance.stop();
        rig.run(20);
        assertThat(cancellations).hasValue(1);
        assertThat(text.append(" is not.")).isZero();
        utterance.stop();
        run(1_000);
        assertThat(cancellations).hasValue(1);
        assertThat(utterance.join().end()).isEqualTo(PlaybackEnd.STOPPED);
        assertThat(utterance.textReport().written()).isEqualTo("The first sentence is spoken. The second");
    }

    @Test
    void laterUtteranceFollowsWhenTextHasEnded() throws Exception {
        Utterance first = say(text);
        Utterance second = rig.say(new short[1_000]);
        text.append("Short.");
        run(2_000);
        assertThat(first.state().isDone()).isFalse();
        assertThat(second.state()).isEqualTo(PlaybackState.QUEUED);
        text.end();
        run(2_000);
        assertThat(first.state()).isEqualTo(PlaybackState.ENDED);
        assertThat(second.state()).isEqualTo(PlaybackState.ENDED);
    }

    @Test
    void nowCancelsTextOfPlayingUtterance() {
        Utterance first = say(text);
        text.append("A long answer is being written. And");
        run(300);
        LiveText other = LiveText.of(SpeechPlayer.defaultTemplate());
        Utterance second = rig.say(UtteranceText.of(other), QueuePosition.NOW);
        other.append("Stop.");
        other.end();
        run(2_000);
        assertThat(cancellations).hasValue(1);
        assertThat(first.join().end()).isEqualTo(PlaybackEnd.STOPPED);
        assertThat(second.textReport().heard()).isEqualTo("Stop.");
    }

    @Test
    void dropOfWaitingUtteranceCancelsItsTextOnAnotherThread() throws Exception {
        say(LiveText.of(SpeechPlayer.defaultTemplate()));
        say(LiveText.of(SpeechPlayer.defaultTemplate()));
        say(LiveText.of(SpeechPlayer.defaultTemplate()));
        Utterance waiting = say(text);
        CountDownLatch cancelled = new CountDownLatch(1);
        Thread test = Thread.currentThread();
        text.onCancel(() -> {
            if (Thread.currentThread() != test) {
                cancelled.countDown();
            }
        });
        text.append("Never spoken.");
        rig.settle();
        assertThat(waiting.isRequested()).isFalse();
        waiting.stop();
        assertThat(cancelled.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(cancellations).hasValue(1);
        assertThat(waiting.textReport()).isEqualTo(new LiveTextReport("", "", "Never spoken.", 0, 0));
    }

    @Test
    void failureOfWriterEndsSpeechAfterItsText() {
        Utterance utterance = say(text);
        text.append("Half an answer ");
        IllegalStateException lost = new IllegalStateException("the model is gone");
        text.fail(lost);
        run(200);
        assertThat(utterance.state()).isEqualTo(PlaybackState.PLAYING);
        run(3_000);
        assertThatThrownBy(utterance::join)
                .isInstanceOf(HandlerException.class)
                .hasMessageContaining("writer")
                .hasCause(lost);
        assertThat(utterance.playedText()).isEqualTo("Half an answer ");
        assertThat(cancellations).hasValue(0);
    }

    @Test
    void failureOfServiceCancelsText() throws Exception {
        Utterance utterance = say(text);
        text.append("One two three. And");
        FakeSpeechStream stream = Objects.requireNonNull(rig.speech.poll());
        stream.fail(new TransportException("lost", null, RequestProgress.PROCESSED));
        run(100);
        assertThatThrownBy(utterance::join).isInstanceOf(TransportException.class);
        assertThat(cancellations).hasValue(1);
        assertThat(text.append("more")).isZero();
        assertThat(utterance.textReport().unheard()).isEqualTo("One two three. ");
    }

    @Test
    void failureOfSinkCancelsText() {
        try (PlaybackLoopRig broken = new PlaybackLoopRig(
                100,
                line -> SinkView.before(line, "write", () -> {
                    throw new IllegalStateException("no cable");
                }))) {
            SegmentVoice there = new SegmentVoice(broken.speech, new Random(3), PlaybackLoopRig.RATE_HZ);
            Utterance utterance = broken.say(UtteranceText.of(text), QueuePosition.LAST);
            text.append("One two three. And");
            there.speakAll();
            broken.settle();
            assertThatThrownBy(utterance::join).hasMessageContaining("no cable");
            assertThat(cancellations).hasValue(1);
        }
    }

    @Test
    void closeOfPlayerCancelsText() {
        Utterance utterance = say(text);
        text.append("One two three. And");
        run(100);
        rig.player.close();
        assertThatThrownBy(utterance::join).isInstanceOf(EngineClosedException.class);
        assertThat(cancellations).hasValue(1);
    }

    @Test
    void textThatIsNeverWrittenEndsWithoutAudio() {
        Utterance utterance = say(text);
        text.end();
        run(100);
        assertThat(utterance.join().end()).isEqualTo(PlaybackEnd.COMPLETED);
        assertThat(utterance.join().audioFrames()).isZero();
        assertThat(cancellations).hasValue(0);
    }

    @Test
    void secondUtteranceOfSameTextFailsAndFirstContinues() {
        Utterance first = say(text);
        Utterance second = say(text);
        assertThatThrownBy(second::join)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("already being spoken");
        text.append("Still there.");
        text.end();
        run(3_000);
        assertThat(first.textReport().heard()).isEqualTo("Still there.");
        assertThat(cancellations).hasValue(0);
    }

    @Test
    void requestHasNoReport() throws Exception {
        Utterance utterance = rig.say(new short[100]);
        assertThatThrownBy(utterance::textReport)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("playedText()");
    }
}
