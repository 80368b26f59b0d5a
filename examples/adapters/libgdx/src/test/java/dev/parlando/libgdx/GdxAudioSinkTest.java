package dev.parlando.libgdx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.PullingHost;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.fixture.Tone;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.sink.PullSink;
import dev.parlando.error.PlaybackException;
import dev.parlando.offline.SpeechAnswer;
import dev.parlando.offline.junit.OfflineService;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("adapter")
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GdxAudioSinkTest {
    private static final int RATE_HZ = 48_000;
    private static final int BLOCK = 480;

    @RegisterExtension
    static final OfflineService service = OfflineService.create();

    private final PullSink pull = new PullSink(new PcmFormat(RATE_HZ, 1), 100);
    private final PullingHost host = new PullingHost(pull, BLOCK);
    private final Semaphore permits = new Semaphore(0);
    private final RecordingDevice device = new RecordingDevice(true, permits::acquireUninterruptibly);
    private final GdxAudioSink sink = new GdxAudioSink(device, pull);
    private final SpeechPlayer player =
            SpeechPlayer.builder(service.engine()).sink(sink).open();

    @AfterEach
    void close() throws Exception {
        permits.release(1000);
        player.close();
        device.awaitDisposed();
    }

    private Playback say(SpeechAnswer answer, OutputFormat format) {
        service.answer(answer);
        return player.say(SpeechRequest.builder("Hello.").outputFormat(format).build());
    }

    @Test
    void writesAllSamplesOnThreadOfItsOwn() {
        Playback playback = say(SpeechAnswer.samples(TestAudio.ramp(1, 4000), RATE_HZ), OutputFormat.PCM_48000);
        host.awaitWritten(4000 - BLOCK); // The writer holds the first block.
        permits.release(1000);
        playback.join();

        assertThat(device.written()).isEqualTo(Arrays.copyOf(TestAudio.ramp(1, 4000), 9 * BLOCK));
        assertThat(Objects.requireNonNull(device.writer).getName()).isEqualTo("parlando-gdx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pcm_24000", "mp3_44100_128", "ulaw_8000"})
    void writesToneAtItsSpeed(String format) throws Exception {
        say(SpeechAnswer.tone(Duration.ofMillis(400)), OutputFormat.parse(format));
        for (int block = 1; block <= 25; block++) {
            host.awaitWritten(4000);
            permits.release();
            device.awaitWritten(block * BLOCK);
        }

        short[] written = device.written();
        assertThat(Tone.hertz(Arrays.copyOfRange(written, 4800, written.length), RATE_HZ))
                .isCloseTo(440, within(2.0));
    }

    @Test
    void countsLatencyOfDevice() {
        assertThat(pull.bufferAudioFrames()).isEqualTo(4800 + 2400);
        assertThat(sink.leadAudioFrames()).isEqualTo(BLOCK);
        Playback playback = say(SpeechAnswer.samples(TestAudio.ramp(1, 4800), RATE_HZ), OutputFormat.PCM_48000);
        host.awaitWritten(4800 - BLOCK);
        assertThat(playback.positionAudioFrames()).isLessThan(4800);
        permits.release(1000);
        assertThat(playback.join().audioFrames()).isEqualTo(4800);
    }

    @Test
    void writesOnlyFadeAfterStop() throws Exception {
        Playback playback = say(SpeechAnswer.samples(TestAudio.ramp(1, 20_000), RATE_HZ), OutputFormat.PCM_48000);
        device.awaitWriting();
        host.awaitWritten(4000);
        playback.stop();
        host.awaitDiscard(0);
        permits.release(1000);
        playback.join();

        short[] written = device.written();
        assertThat(written).hasSize(2 * BLOCK); // The block that waited in the device, and the fade.
        assertThat(Arrays.copyOfRange(written, BLOCK + BLOCK / 2, 2 * BLOCK)).containsOnly((short) 0);
    }

    @Test
    void failureOfDeviceFailsUtterances() throws Exception {
        device.failure = "the device is gone";
        Playback playback = say(SpeechAnswer.tone(Duration.ofSeconds(1)), OutputFormat.PCM_48000);
        permits.release(1000);
        assertThatThrownBy(playback::join)
                .isInstanceOf(PlaybackException.class)
                .hasMessage("the audio device of libGDX failed: the device is gone");
        device.awaitDisposed();
        Playback next = say(SpeechAnswer.tone(Duration.ofSeconds(1)), OutputFormat.PCM_48000);
        assertThatThrownBy(next::join).isInstanceOf(PlaybackException.class);
    }

    @Test
    void disposesDeviceOnlyAfterItsLastWrite() throws Exception {
        say(SpeechAnswer.tone(Duration.ofSeconds(1)), OutputFormat.PCM_48000);
        device.awaitWriting();
        player.close(); // Does not wait for the device for ever.
        assertThat(device.disposer).isNull();
        permits.release();
        device.awaitDisposed();
        assertThat(device.disposer).isSameAs(device.writer);
    }

    @Test
    void disposesUnusedDevice() {
        player.close();
        assertThat(device.disposer).isNotNull();
        assertThat(device.writer).isNull();
        assertThatThrownBy(() -> sink.open(pull.format())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void writesTwoChannelsToStereoDevice() {
        RecordingDevice stereo = new RecordingDevice(false, () -> {});
        GdxAudioSink stereoSink = new GdxAudioSink(stereo, RATE_HZ);
        assertThat(stereoSink.open(pull.format())).isEqualTo(new PcmFormat(RATE_HZ, 2));
        stereoSink.close();
    }
}
