package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.error.EngineClosedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests for stop and close in every state, on a line whose time is advanced by the test. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SpeechPlayerStopTest {
    private static final int RATE_HZ = 24_000;
    private static final int BUFFER_AUDIO_FRAMES = 2400;

    private final FakeSpeechSource speech = new FakeSpeechSource();
    private final RecordingSink sink = RecordingSink.manual(100);
    private final SpeechPlayer player = SpeechPlayer.builder(speech).sink(sink).open();

    @AfterEach
    void close() {
        player.close();
        speech.close();
    }

    @Test
    void cancelsRequestIfStoppedBeforeAudio() throws Exception {
        Playback playback = player.say("hello");
        FakeSpeechStream stream = speech.next();
        playback.stop();
        PlaybackResult result = playback.join();
        assertThat(result.stopped()).isTrue();
        assertThat(result.audioFrames()).isZero();
        assertThat(stream.isCancelled()).isTrue();
    }

    @Test
    void dropsQueuedUtteranceImmediatelyOnStop() throws Exception {
        Playback first = startPlaying(1000);
        Playback second = player.say("second");
        speech.next().send(TestAudio.ramp(500)).end();
        second.stop();
        assertThat(second.join().stopped()).isTrue();
        sink.advance(1000);
        assertThat(first.join().stopped()).isFalse();
        assertThat(sink.playedSamples()).isEqualTo(TestAudio.ramp(1000));
    }

    @Test
    void ignoresStopAfterEnd() throws Exception {
        Playback playback = startPlaying(1000);
        sink.advance(1000);
        PlaybackResult result = playback.join();
        playback.stop();
        assertThat(playback.join()).isSameAs(result);
        assertThat(result.stopped()).isFalse();
    }

    @Test
    void boundsBufferedAudioWhileLineIsStalled() throws Exception {
        Playback playback = player.say("hello");
        FakeSpeechStream stream =
                speech.next().send(TestAudio.ramp(10 * RATE_HZ)).end();
        stream.awaitHold();
        sink.awaitWritten(BUFFER_AUDIO_FRAMES);
        for (long taken = 0; taken < 10 * RATE_HZ; taken += 1200) {
            sink.awaitWritten(Math.min(10 * RATE_HZ, taken + BUFFER_AUDIO_FRAMES));
            sink.advance(1200);
        }
        assertThat(playback.join().audioFrames()).isEqualTo(10 * RATE_HZ);
        assertThat(sink.playedSamples()).isEqualTo(TestAudio.ramp(10 * RATE_HZ));
        assertThat(stream.resumptions()).isPositive();
    }

    @Test
    void failsAllUtterancesAndClosesSinkOnClose() throws Exception {
        Playback playing = startPlaying(RATE_HZ);
        Playback waiting = player.say("waiting");
        FakeSpeechStream waitingStream = speech.next();
        sink.advance(300);
        player.close();
        assertThatThrownBy(playing::join).isInstanceOf(EngineClosedException.class);
        assertThatThrownBy(waiting::join).isInstanceOf(EngineClosedException.class);
        assertThat(waitingStream.isCancelled()).isTrue();
        sink.awaitClosed();
        assertThatThrownBy(() -> player.say("late")).isInstanceOf(EngineClosedException.class);
        assertThat(speech.requests()).isEqualTo(2);
        player.close();
    }

    @Test
    void closesSinkIfClosedBeforeFirstUtterance() throws Exception {
        player.close();
        sink.awaitClosed();
    }

    @Test
    void closesWithoutDeadlockFromRingThreadOnFullLine() throws Exception {
        Playback playback = startPlaying(RATE_HZ);
        speech.ring.submit(player::close).get(30, TimeUnit.SECONDS);
        assertThatThrownBy(playback::join).isInstanceOf(EngineClosedException.class);
        sink.awaitClosed();
    }

    @Test
    void abortsDrainOnClose() throws Exception {
        Playback playback = player.say("hello");
        speech.next().send(TestAudio.ramp(1500)).end();
        sink.awaitWritten(1500);
        player.close();
        assertThatThrownBy(playback::join).isInstanceOf(EngineClosedException.class);
    }

    @Test
    void completesExceptionallyWithCause() throws Exception {
        Playback playback = player.say("hello");
        CompletableFuture<PlaybackResult> completion = playback.completion().toCompletableFuture();
        player.close();
        assertThatThrownBy(completion::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(EngineClosedException.class);
    }

    /** Plays {@code samples} samples and returns when the line buffer contains as many of them as possible. */
    private Playback startPlaying(int samples) throws InterruptedException {
        Playback playback = player.say("hello");
        speech.next().send(TestAudio.ramp(samples)).end();
        sink.awaitWritten(Math.min(samples, BUFFER_AUDIO_FRAMES));
        return playback;
    }
}
