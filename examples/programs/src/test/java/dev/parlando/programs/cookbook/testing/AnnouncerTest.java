package dev.parlando.programs.cookbook.testing;

// region
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackEnd;
import dev.parlando.audio.sink.RecordingSink;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.offline.ScriptedSource;
import dev.parlando.offline.SpeechScript;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
    private final byte[] halfSecond = new byte[24_000]; // Of pcm_24000, the standard format of a player.
    private final ScriptedSource source = ScriptedSource.answering(request -> SpeechScript.chunks(halfSecond));
    private final RecordingSink sink = RecordingSink.selfRunning(20);

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

    @Test
    void fallsSilent() throws InterruptedException {
        source.answer(SpeechScript.chunks(halfSecond).stalling());
        try (source;
                SpeechPlayer player = SpeechPlayer.builder(source).sink(sink).open()) {
            Playback announcement = new Announcer(player).begin(3);
            sink.awaitPlayed(2_400); // The first 100 ms.
            announcement.stop();
            assertEquals(PlaybackEnd.STOPPED, announcement.join().end());
        }
    }

    /** The class under test. */
    record Announcer(SpeechPlayer player) {
        void announce(int platform) {
            begin(platform).join();
        }

        Playback begin(int platform) {
            return player.say("The train leaves from platform " + platform + ".");
        }
    }
}
// endregion
