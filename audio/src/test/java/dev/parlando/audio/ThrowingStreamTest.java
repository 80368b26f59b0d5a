package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.InternalException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a stream of a custom source which throws in one of its methods affects no other utterance. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ThrowingStreamTest {
    private static final int RATE_HZ = 24_000;

    private final FakeSpeechSource speech = new FakeSpeechSource();
    private final RecordingSink sink = RecordingSink.selfRunning(100);
    private final SpeechPlayer player =
            SpeechPlayer.builder(this::stream).sink(sink).open();
    private String failingMethod = "cancel";
    private Throwable failure = new IllegalStateException("mistake");

    @AfterEach
    void close() {
        player.close();
        speech.close();
    }

    private SpeechStream stream(SpeechRequest request, ChunkHandler handler, CallOptions options) {
        SpeechStream stream = speech.stream(request, handler, options);
        return (SpeechStream) Proxy.newProxyInstance(
                SpeechStream.class.getClassLoader(),
                new Class<?>[] {SpeechStream.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals(failingMethod)) {
                        throw failure;
                    }
                    try {
                        return method.invoke(stream, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void assertPlays(String text) throws Exception {
        Playback playback = player.say(text);
        speech.next().send(TestAudio.ramp(RATE_HZ)).end();
        assertThat(playback.join().audioFrames()).isEqualTo(RATE_HZ);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stopsUtteranceWhoseStreamCannotBeCancelled(boolean byError) throws Exception {
        failure = byError ? new NoClassDefFoundError("missing") : failure;
        Playback playing = player.say("playing");
        speech.next().send(TestAudio.ramp(RATE_HZ));
        Playback waiting = player.say("waiting");
        speech.next();
        player.stop();
        assertThat(playing.join().stopped()).isTrue();
        assertThat(waiting.join().stopped()).isTrue();
        assertPlays("next");
    }

    @Test
    void failsUtteranceWhoseStreamCannotBeCancelled() throws Exception {
        Playback failing = player.say("failing");
        speech.next().send(TestAudio.ramp(RATE_HZ)).fail(new TruncatedAudioException("lost", null, 1));
        assertThatThrownBy(failing::join).isInstanceOf(TruncatedAudioException.class);
        assertPlays("next");
    }

    @Test
    void closesPlayerAndSinkAlthoughStreamsCannotBeCancelled() throws Exception {
        Playback first = player.say("first");
        speech.next().send(TestAudio.ramp(RATE_HZ));
        Playback second = player.say("second");
        speech.next();
        sink.awaitWritten(1);
        player.close();
        assertThatThrownBy(first::join).isInstanceOf(EngineClosedException.class);
        assertThatThrownBy(second::join).isInstanceOf(EngineClosedException.class);
        sink.awaitClosed();
    }

    /** The second stream is held, since its audio does not fit into the queue behind the playing utterance. */
    @Test
    void failsOnlyUtteranceWhoseStreamCannotBeResumed() throws Exception {
        failingMethod = "resume";
        Playback playing = player.say("playing");
        speech.next().send(TestAudio.ramp(1000));
        Playback held = player.say("held");
        speech.next().send(TestAudio.ramp(2 * RATE_HZ)).awaitHold();
        speech.settle();
        playing.stop();
        assertThat(playing.join().stopped()).isTrue();
        assertThatThrownBy(held::join).isInstanceOf(InternalException.class).hasCause(failure);
        failingMethod = "none";
        assertPlays("next");
    }
}
