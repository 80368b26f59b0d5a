package dev.parlando.programs.cookbook.testing;

// region
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.sink.VirtualClockSink;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.offline.ScriptedSource;
import dev.parlando.offline.SpeechScript;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
    private final byte[] halfSecond = new byte[24_000]; // Of pcm_24000, the standard format of a player.
    private final ScriptedSource source = ScriptedSource.answering(request -> SpeechScript.chunks(halfSecond));
    private final VirtualClockSink sink = VirtualClockSink.selfRunning(20);

    @Test
    void announcesPlatform() {
        Arrays.fill(halfSecond, (byte) 1);
        try (source;
                SpeechPlayer player = SpeechPlayer.builder(source).sink(sink).open()) {
            new Announcer(player).announce(3);
            assertEquals(
                    "The train leaves from platform 3.",
                    source.requests().get(0).text());
            assertEquals(12_000, sink.playedSamples().length);
        }
    }

    @Test
    void reportsSpeechThatBreaksOff() {
        source.answer(SpeechScript.chunks(halfSecond).failing(new TruncatedAudioException("cut", null, 24_000)));
        try (source;
                SpeechPlayer player = SpeechPlayer.builder(source).sink(sink).open()) {
            assertThrows(TruncatedAudioException.class, () -> new Announcer(player).announce(3));
        }
    }

    /** The class under test. */
    record Announcer(SpeechPlayer player) {
        void announce(int platform) {
            player.say("The train leaves from platform " + platform + ".").join();
        }
    }
}
// endregion
