package dev.parlando.jmonkeyengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.jme3.audio.AudioStream;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.fixture.PullingHost;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.fixture.Tone;
import dev.parlando.audio.playback.Playback;
import dev.parlando.error.ParlandoException;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import dev.parlando.offline.load.AnswerFault;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("adapter")
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpeechAudioStreamTest {
    private static final int RATE_HZ = 48_000;
    private static final int BLOCK = 1920;
    /** The size of the buffers of the renderer. */
    private static final int RENDERER_BYTES = 35_280;

    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    private final SpeechAudioStream speech = new SpeechAudioStream();
    private final AudioStream stream = speech;
    private final PullingHost host = new PullingHost(speech.sink(), BLOCK);
    private short[] heard = new short[0];
    private SpeechPlayer player;

    @BeforeEach
    void open() {
        player = SpeechPlayer.builder(service.engine()).sink(speech.sink()).open();
    }

    @AfterEach
    void close() {
        player.close();
    }

    private Playback say(SpeechAnswer answer, OutputFormat format) {
        service.answer(answer);
        return player.say(SpeechRequest.builder("Hello.").outputFormat(format).build());
    }

    /** Fills a buffer like the renderer, which reads until the buffer is full or a read returns nothing. */
    private int fillBuffer() {
        byte[] buffer = new byte[RENDERER_BYTES];
        int filled = 0;
        int read;
        do {
            read = stream.readSamples(buffer, filled, buffer.length - filled);
            filled += Math.max(0, read);
        } while (read > 0 && filled < buffer.length);
        short[] samples = TestAudio.samples(Arrays.copyOf(buffer, filled));
        heard = Arrays.copyOf(heard, heard.length + samples.length);
        System.arraycopy(samples, 0, heard, heard.length - samples.length, samples.length);
        return filled;
    }

    @Test
    void hasFormatOfPositionalSounds() {
        assertThat(stream.getChannels()).isEqualTo(1);
        assertThat(stream.getBitsPerSample()).isEqualTo(16);
        assertThat(stream.getSampleRate()).isEqualTo(RATE_HZ);
        assertThat(stream.isSeekable()).isFalse();
    }

    @Test
    void fillsBuffersWithShortSilenceUntilPlayerIsClosed() {
        for (int i = 0; i < 50; i++) {
            assertThat(fillBuffer()).isEqualTo(2 * BLOCK);
        }
        assertThat(heard).containsOnly((short) 0);
        assertThat(stream.isEOF()).isFalse();
        player.close();
        assertThat(fillBuffer()).isZero();
        assertThat(stream.isEOF()).isTrue();
        assertThat(stream.readSamples(new byte[10])).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pcm_24000", "mp3_44100_128", "ulaw_8000"})
    void returnsToneAtItsSpeed(String format) {
        say(SpeechAnswer.tone(Duration.ofMillis(600)), OutputFormat.parse(format));
        host.pull(12 * BLOCK, this::fillBuffer);
        assertThat(Tone.hertz(Arrays.copyOfRange(heard, 4800, heard.length), RATE_HZ))
                .isCloseTo(440, within(1.0));
    }

    @Test
    void returnsUtterancesWithoutGap() {
        say(SpeechAnswer.samples(TestAudio.ramp(1, 4000), RATE_HZ), OutputFormat.PCM_48000);
        Playback last = say(SpeechAnswer.samples(TestAudio.ramp(4001, 3000), RATE_HZ), OutputFormat.PCM_48000);
        host.awaitWritten(7000);
        host.pull(7000, this::fillBuffer);
        last.join();
        assertThat(Arrays.mismatch(heard, Arrays.copyOf(TestAudio.ramp(1, 7000), 4 * BLOCK)))
                .isEqualTo(-1);
    }

    @Test
    void returnsRestOfBlockThatDidNotFit() {
        say(SpeechAnswer.samples(TestAudio.ramp(1, 7000), RATE_HZ), OutputFormat.PCM_48000);
        host.awaitWritten(7000);
        byte[] small = new byte[1000];
        for (int part = 0; part < 4; part++) {
            int bytes = stream.readSamples(small);
            assertThat(bytes).isEqualTo(part < 3 ? 1000 : 2 * BLOCK - 3000);
            assertThat(TestAudio.samples(Arrays.copyOf(small, bytes)))
                    .isEqualTo(TestAudio.ramp(1 + part * 500, bytes / 2));
        }
    }

    @Test
    void isSilentAfterFailureAndSpeaksNext() {
        Playback failed =
                say(SpeechAnswer.tone(Duration.ofSeconds(1)).failing(AnswerFault.CUT), OutputFormat.PCM_48000);
        assertThatThrownBy(failed::join).isInstanceOf(ParlandoException.class);
        fillBuffer();
        assertThat(heard).containsOnly((short) 0);
        say(SpeechAnswer.samples(TestAudio.ramp(1, 7000), RATE_HZ), OutputFormat.PCM_48000);
        host.awaitWritten(7000);
        fillBuffer();
        assertThat(Arrays.copyOfRange(heard, BLOCK, 2 * BLOCK)).isEqualTo(TestAudio.ramp(1, BLOCK));
    }

    @Test
    void returnsOnlyFadeAfterStop() {
        Playback stopped = say(SpeechAnswer.samples(TestAudio.ramp(1, 20_000), RATE_HZ), OutputFormat.PCM_48000);
        host.pull(BLOCK, this::fillBuffer);
        host.awaitWritten(6 * BLOCK);
        stopped.stop();
        host.awaitDiscard(0);
        host.pull(1, this::fillBuffer);
        stopped.join();
        assertThat(Arrays.copyOfRange(heard, BLOCK + RATE_HZ / 200, 2 * BLOCK)).containsOnly((short) 0);
    }

    /** The engine closes the stream when a node is stopped. */
    @Test
    void endsWhenEngineClosesIt() {
        fillBuffer();
        stream.close();
        assertThat(fillBuffer()).isZero();
        assertThat(stream.isEOF()).isTrue();
    }
}
