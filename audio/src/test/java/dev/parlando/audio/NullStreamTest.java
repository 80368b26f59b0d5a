package dev.parlando.audio;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.sink.WavFileSink;
import dev.parlando.audio.telephony.LegUtterance;
import dev.parlando.audio.telephony.ManualPacketClock;
import dev.parlando.audio.telephony.TelephoneLeg;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests of utterances whose source returns no stream. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NullStreamTest {
    /** A source that breaks its contract. */
    private static final class BrokenSource implements SpeechSource {
        @Override
        @SuppressWarnings("NullAway") // On purpose.
        public SpeechStream stream(SpeechRequest request, ChunkHandler handler, CallOptions options) {
            return null;
        }

        @Override
        @SuppressWarnings("NullAway") // On purpose.
        public SpeechStream stream(LiveText text, ChunkHandler handler, CallOptions options) {
            return null;
        }
    }

    private static final String MESSAGE = BrokenSource.class.getName() + " returned null instead of a stream";

    @Test
    void playerReportsSource(@TempDir Path folder) {
        try (SpeechPlayer player = SpeechPlayer.builder(new BrokenSource())
                .sink(new WavFileSink(folder.resolve("speech.wav")))
                .open()) {
            Playback request = player.say("Hello.");
            assertThatThrownBy(request::join).hasStackTraceContaining(MESSAGE);

            Playback live = player.say(LiveText.of(SpeechPlayer.defaultTemplate()));
            assertThatThrownBy(live::join).hasStackTraceContaining(MESSAGE);
        }
    }

    @Test
    void legReportsSource() {
        try (ManualPacketClock clock = new ManualPacketClock();
                TelephoneLeg leg = TelephoneLeg.builder(new BrokenSource(), clock.clock(), packet -> {})
                        .open()) {
            LegUtterance request = leg.say("Hello.");
            clock.advance(Duration.ofMillis(100));
            assertThatThrownBy(request::join).hasStackTraceContaining(MESSAGE);

            LegUtterance live = leg.say(LiveText.of(leg.defaultTemplate()));
            clock.advance(Duration.ofMillis(100));
            assertThatThrownBy(live::join).hasStackTraceContaining(MESSAGE);
        }
    }
}
