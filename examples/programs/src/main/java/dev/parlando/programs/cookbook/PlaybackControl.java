package dev.parlando.programs.cookbook;

// region
import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.telemetry.TimelineEvent;
import java.time.Duration;

/** Plays two directions, lowers and holds the voice, and interrupts it with a warning. */
final class PlaybackControl {
    public static void main(String[] arguments) {
        try (SpeechEngine engine = SpeechEngine.create(); // The key is read from ELEVENLABS_API_KEY.
                SpeechPlayer player = SpeechPlayer.open(engine)) { // The default sound device.
            PlaybackResult interrupted = giveDirections(player);
            System.out.println("stopped after " + interrupted.audioMillis() + " ms of audio");
        }
    }

    static PlaybackResult giveDirections(SpeechPlayer player) {
        Playback left = player.say("Turn left at the next light.");
        Playback museum = player.say("The museum is on your right."); // Follows without a gap.
        left.fadeTo(0.5, Duration.ofMillis(200));
        left.join(); // Waits until the last sample was played.
        double ttfa = left.timeline().millis(TimelineEvent.FIRST_HEARD).orElseThrow();
        System.out.println("first sample played " + ttfa + " ms after the call");
        museum.hold(Duration.ofSeconds(5)); // Silent; continues after five seconds unless it is stopped.
        player.say("Stop!", QueuePosition.NOW).join(); // Stops the museum and plays immediately.
        return museum.join();
    }
}
// endregion
