package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.FakeSpeechStream;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.WavFileSink;
import dev.parlando.error.PlaybackException;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A test for an utterance that ends before the caller has received the stream. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LateStreamTest {
    private static final String FIRST = "first";

    @Test
    void cancelsStreamReceivedAfterFailure() throws Exception {
        CompletableFuture<SpeechPlayer> opened = new CompletableFuture<>();
        try (FakeSpeechSource speech = new FakeSpeechSource();
                SpeechPlayer player = SpeechPlayer.builder(
                                (request, handler, options) -> failOnce(speech, request, handler, options, opened))
                        .sink(unusableSink())
                        .open()) {
            opened.complete(player);
            Playback first = player.say(FIRST);
            assertThatThrownBy(first::join).isInstanceOf(PlaybackException.class);
            assertThat(((FakeSpeechStream) Objects.requireNonNull(first.stream())).isCancelled())
                    .isTrue();
        }
    }

    /**
     * Returns the first stream only after its utterance has failed, which is certain once the following utterance has
     * failed as well.
     */
    private static SpeechStream failOnce(
            FakeSpeechSource speech,
            SpeechRequest request,
            ChunkHandler handler,
            CallOptions options,
            CompletableFuture<SpeechPlayer> player) {
        SpeechStream stream = speech.stream(request, handler, options);
        if (request.text().equals(FIRST)) {
            Playback second = player.join().say("second");
            assertThatThrownBy(second::join).isInstanceOf(PlaybackException.class);
        }
        return stream;
    }

    private static AudioSink unusableSink() {
        return new WavFileSink(Path.of("no-such-folder", "speech.wav"));
    }
}
