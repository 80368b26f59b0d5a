package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.NullSink;
import dev.parlando.audio.sink.WavFileSink;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.PlaybackException;
import dev.parlando.error.TruncatedAudioException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for sinks that fail, accept few audio frames at a time, or write a file. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SinkFailureTest {
    private final FakeSpeechSource speech = new FakeSpeechSource();

    @AfterEach
    void close() {
        speech.close();
    }

    @Test
    void failsUtteranceAndCancelsRequestIfSinkCannotOpen() throws Exception {
        try (SpeechPlayer player =
                SpeechPlayer.builder(speech).sink(new Failing("open")).open()) {
            Playback playback = player.say("hello");
            FakeSpeechStream stream = speech.next();
            assertThatThrownBy(playback::join)
                    .isInstanceOf(PlaybackException.class)
                    .hasMessage("open failed");
            assertThat(stream.isCancelled()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"write", "complete"})
    void failsOnlyCurrentUtteranceOnLaterSinkFailure(String step) throws Exception {
        Failing sink = new Failing(step);
        try (SpeechPlayer player = SpeechPlayer.builder(speech).sink(sink).open()) {
            Playback first = player.say("first");
            speech.next().send(TestAudio.ramp(5000)).end();
            assertThatThrownBy(first::join).hasMessage(step + " failed");
            sink.failingStep = "none";
            Playback second = player.say("second");
            speech.next().send(TestAudio.ramp(5000)).end();
            assertThat(second.join().audioFrames()).isEqualTo(5000);
        }
    }

    @Test
    void reportsUnexpectedSinkExceptionAsCause() throws Exception {
        IllegalStateException mistake = new IllegalStateException("mistake");
        AudioSink sink = new Failing("none") {
            @Override
            void step(String name) {
                if (name.equals("write")) {
                    throw mistake;
                }
            }
        };
        try (SpeechPlayer player = SpeechPlayer.builder(speech).sink(sink).open()) {
            Playback playback = player.say("hello");
            speech.next().send(TestAudio.ramp(5000)).end();
            assertThatThrownBy(playback::join)
                    .isInstanceOf(PlaybackException.class)
                    .hasCause(mistake);
        }
    }

    @Test
    void failsEachPlayingUtteranceWithErrorOfItsOwn() throws Exception {
        Failing sink = new Failing("none") {
            @Override
            public long positionAudioFrames() {
                return 0;
            }
        };
        try (SpeechPlayer player = SpeechPlayer.builder(speech).sink(sink).open()) {
            List<Playback> playing = new ArrayList<>();
            for (String text : List.of("first", "second")) {
                playing.add(player.say(text));
                speech.next().send(TestAudio.ramp(5000)).end();
            }
            while (sink.taken.get() < 10_000) {
                Thread.onSpinWait();
            }
            sink.failingStep = "write";
            playing.add(player.say("third"));
            speech.next().send(TestAudio.ramp(5000)).end();

            List<PlaybackException> errors = playing.stream()
                    .map(playback -> catchThrowableOfType(PlaybackException.class, playback::join))
                    .toList();
            assertThat(errors).doesNotContainNull().doesNotHaveDuplicates();
            errors.get(0).addSuppressed(new IllegalStateException("of one caller"));
            assertThat(errors.get(1).getSuppressed()).isEmpty();
        }
    }

    @Test
    void losesNoSamplesOnShortWrites() throws Exception {
        Failing sink = new Failing("none");
        sink.mostAudioFrames = 7;
        try (SpeechPlayer player = SpeechPlayer.builder(speech).sink(sink).open()) {
            Playback playback = player.say("hello");
            speech.next().send(TestAudio.ramp(5000)).end();
            assertThat(playback.join().audioFrames()).isEqualTo(5000);
        }
    }

    @Test
    void writesCompleteUtteranceToFile(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("speech.wav");
        try (SpeechPlayer player =
                SpeechPlayer.builder(speech).sink(new WavFileSink(file)).open()) {
            Playback playback = player.say("hello");
            speech.next().send(TestAudio.ramp(5000)).end();
            playback.join();
            assertThat(file).hasSize(44 + 10_000);
        }
    }

    @Test
    void leavesNoFileForTruncatedUtterance(@TempDir Path folder) throws Exception {
        try (SpeechPlayer player = SpeechPlayer.builder(speech)
                .sink(new WavFileSink(folder.resolve("speech.wav")))
                .open()) {
            Playback playback = player.say("hello");
            speech.next().send(TestAudio.ramp(5000)).fail(new TruncatedAudioException("lost", null, 10_000));
            assertThatThrownBy(playback::join).isInstanceOf(TruncatedAudioException.class);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 501})
    void rejectsPrefillOutOfRange(int prefillMillis) {
        SpeechPlayerBuilder builder =
                SpeechPlayer.builder(speech).sink(new NullSink()).prefillMillis(prefillMillis);
        assertThatThrownBy(builder::open)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("prefillMillis")
                .hasMessageContaining(Integer.toString(prefillMillis));
    }

    @Test
    void rejectsDeviceOptionsForCustomSink() {
        SpeechPlayerBuilder builder = SpeechPlayer.builder(speech).sink(new NullSink());
        assertThatThrownBy(() -> builder.bufferMillis(100).open()).hasMessageContaining("bufferMillis");
        assertThatThrownBy(() -> builder.device("Headset").open()).hasMessageContaining("device");
    }

    /** A sink that counts accepted audio frames and fails in one step. */
    private static class Failing implements AudioSink {
        volatile String failingStep;
        volatile int mostAudioFrames = Integer.MAX_VALUE;
        private final AtomicLong taken = new AtomicLong();

        Failing(String failingStep) {
            this.failingStep = failingStep;
        }

        void step(String name) {
            if (name.equals(failingStep)) {
                throw new PlaybackException(name + " failed", null);
            }
        }

        @Override
        public PcmFormat open(PcmFormat wanted) {
            step("open");
            taken.set(0);
            return wanted;
        }

        @Override
        public int write(short[] samples, int offsetAudioFrames, int audioFrames) {
            step("write");
            int count = Math.min(audioFrames, mostAudioFrames);
            taken.addAndGet(count);
            return count;
        }

        @Override
        public void complete() {
            step("complete");
        }

        @Override
        public void discard() {}

        @Override
        public long positionAudioFrames() {
            return taken.get();
        }

        @Override
        public int bufferAudioFrames() {
            return Integer.MAX_VALUE;
        }

        @Override
        public void close() {}
    }
}
