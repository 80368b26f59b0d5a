package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.decode.AudioDecoder;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.ScriptedDecoder;
import dev.parlando.audio.fixture.SinkView;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.internal.words.UtteranceText;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.error.DecodeException;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests for playback with decoders that keep audio back, find none, or change its format. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpeechPlayerDecoderTest {
    private final FakeSpeechSource speech = new FakeSpeechSource();

    @AfterEach
    void close() {
        speech.close();
    }

    @Test
    void playsSamplesHeldByDecoderUntilEnd() throws Exception {
        assertThat(play(new ScriptedDecoder().withTail(1000, 500), 100).audioFrames())
                .isEqualTo(1600);
    }

    @Test
    void failsUndecodableStreamWithoutPlayback() throws Exception {
        RecordingSink sink = RecordingSink.selfRunning(100);
        try (SpeechPlayer player = SpeechPlayer.builder(speech).sink(sink).open()) {
            Playback playback = player.say(
                    UtteranceText.of(SpeechRequest.of("a")),
                    new ScriptedDecoder().findingNothing(),
                    QueuePosition.LAST,
                    CallOptions.DEFAULT);
            speech.next().send(TestAudio.ramp(5000)).end();
            assertThatThrownBy(playback::join).isInstanceOf(DecodeException.class);
            assertThat(sink.playedSamples()).isEmpty();
        }
    }

    /** The stream neither ends nor sends more than its first bytes. */
    @Test
    void failsStreamOfOtherFormatByItsFirstBytes() throws Exception {
        RecordingSink sink = RecordingSink.selfRunning(100);
        try (SpeechPlayer player = SpeechPlayer.builder(speech).sink(sink).open()) {
            Playback playback = player.say("a");
            FakeSpeechStream stream = speech.next().send("RIFF....WAVEfmt ".getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(playback::join)
                    .isInstanceOf(DecodeException.class)
                    .hasMessageContaining("the stream is a WAV file instead of pcm_24000");
            assertThat(stream.completion().toCompletableFuture().join().cancelled())
                    .isTrue();
            assertThat(playback.state()).isEqualTo(PlaybackState.FAILED);
            assertThat(sink.playedSamples()).isEmpty();
        }
    }

    @Test
    void usesFormatOfFirstBlock() throws Exception {
        PcmFormat stereo = new PcmFormat(44_100, 2);
        PlaybackResult result = play(new ScriptedDecoder().decodingTo(stereo), 1000);
        assertThat(result.format()).isEqualTo(stereo);
        assertThat(result.audioFrames()).isEqualTo(500);
    }

    @Test
    void usesFormatOfFirstBlockThatArrivesWhileSinkOpens() throws Exception {
        PcmFormat stereo = new PcmFormat(44_100, 2);
        RecordingSink real = RecordingSink.selfRunning(100);
        CountDownLatch opening = new CountDownLatch(1);
        CountDownLatch arrived = new CountDownLatch(1);
        AudioSink slowToOpen = SinkView.before(real, "open", () -> {
            opening.countDown();
            arrived.await();
        });
        try (SpeechPlayer player = SpeechPlayer.builder(speech).sink(slowToOpen).open()) {
            Playback playback = player.say(
                    UtteranceText.of(SpeechRequest.of("a")),
                    new ScriptedDecoder().decodingTo(stereo),
                    QueuePosition.LAST,
                    CallOptions.DEFAULT);
            FakeSpeechStream stream = speech.next();
            opening.await();
            stream.send(TestAudio.ramp(1000)).end();
            stream.completion().toCompletableFuture().join();
            arrived.countDown();
            assertThat(playback.join().audioFrames()).isEqualTo(500);
            assertThat(real.format()).isEqualTo(stereo);
            assertThat(real.playedSamples()).isEqualTo(TestAudio.ramp(1000));
        }
    }

    /** A file of one second in mono, followed by one of a second in stereo. */
    @Test
    void playsStreamThatBecomesStereo() throws Exception {
        RecordingSink sink = RecordingSink.selfRunning(100);
        try (InputStream file = AudioDecoder.class.getResourceAsStream("mono_then_stereo.mp3");
                SpeechPlayer player = SpeechPlayer.builder(speech).sink(sink).open()) {
            Playback playback = player.say(SpeechRequest.builder("a")
                    .outputFormat(OutputFormat.MP3_44100_64)
                    .build());
            speech.next().send(file.readAllBytes()).end();
            PlaybackResult result = playback.join();
            assertThat(result.format()).isEqualTo(new PcmFormat(44_100, 1));
            assertThat(result.audioMillis()).isBetween(1900.0, 2200.0);
        }
    }

    private PlaybackResult play(AudioDecoder decoder, int samples) throws InterruptedException {
        try (SpeechPlayer player = SpeechPlayer.builder(speech)
                .sink(RecordingSink.selfRunning(100))
                .open()) {
            Playback playback = player.say(
                    UtteranceText.of(SpeechRequest.of("a")), decoder, QueuePosition.LAST, CallOptions.DEFAULT);
            speech.next().send(TestAudio.ramp(samples)).end();
            return playback.join();
        }
    }
}
