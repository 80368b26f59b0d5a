package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.sink.WavFileSink;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a player writes all its utterances to one file. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WavFilePlaybackTest {
    private static final int HEADER_BYTES = 44;

    @TempDir
    Path folder;

    private final FakeSpeechSource speech = new FakeSpeechSource();
    private Path file;
    private SpeechPlayer player;

    @BeforeEach
    void open() {
        file = folder.resolve("speech.wav");
        player = SpeechPlayer.builder(speech).sink(new WavFileSink(file)).open();
    }

    @AfterEach
    void close() {
        player.close();
        speech.close();
    }

    private Playback say(OutputFormat format) {
        return player.say(SpeechRequest.builder("Hello").outputFormat(format).build());
    }

    private short[] samples() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return TestAudio.samples(Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length));
    }

    @Test
    void appendsUtterancesThatAreSpokenOneByOne() throws Exception {
        for (int count = 1; count <= 3; count++) {
            Playback playback = say(OutputFormat.PCM_24000);
            speech.next().send(TestAudio.ramp(5000)).end();
            assertThat(playback.join().audioFrames()).isEqualTo(5000);
            short[] samples = samples();
            assertThat(samples).hasSize(count * 5000);
            assertThat(Arrays.copyOfRange(samples, samples.length - 5000, samples.length))
                    .isEqualTo(TestAudio.ramp(5000));
        }
    }

    /** The second utterance waits for the first one, since its format is another. */
    @Test
    void keepsQueuedUtterancesOfDifferentFormats() throws Exception {
        Playback first = say(OutputFormat.PCM_24000);
        Playback second = say(OutputFormat.PCM_48000);
        speech.next().send(TestAudio.ramp(5000)).end();
        speech.next().send(TestAudio.ramp(6000)).end();
        first.join();
        second.join();
        assertThat(samples()).hasSize(5000 + 3000).startsWith(TestAudio.ramp(5000));
    }

    @Test
    void convertsLaterUtteranceOfOtherFormat() throws Exception {
        Playback first = say(OutputFormat.PCM_24000);
        speech.next().send(TestAudio.ramp(5000)).end();
        first.join();
        Playback second = say(OutputFormat.PCM_8000);
        speech.next().send(TestAudio.ramp(1000)).end();
        assertThat(second.join().audioFrames()).isEqualTo(1000);
        assertThat(samples()).hasSize(5000 + 3000).startsWith(TestAudio.ramp(5000));
    }

    @Test
    void keepsCompleteUtterancesAfterFailure() throws Exception {
        Playback first = say(OutputFormat.PCM_24000);
        speech.next().send(TestAudio.ramp(5000)).end();
        first.join();
        Playback second = say(OutputFormat.PCM_24000);
        speech.next().send(TestAudio.ramp(700)).fail(new TruncatedAudioException("lost", null, 1400));
        assertThatThrownBy(second::join).isInstanceOf(TruncatedAudioException.class);
        player.close();
        assertThat(samples()).isEqualTo(TestAudio.ramp(5000));
    }
}
