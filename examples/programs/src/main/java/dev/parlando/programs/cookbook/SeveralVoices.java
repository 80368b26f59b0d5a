package dev.parlando.programs.cookbook;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.mix.Ducking;
import dev.parlando.audio.mix.Mixer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.speech.SpeechSource;

/** Plays two voices concurrently. */
final class SeveralVoices {
    private SeveralVoices() {}

    // region
    static void patrol(SpeechSource engine, Mixer mixer) {
        try (SpeechPlayer guards =
                        SpeechPlayer.builder(engine).sink(mixer.lane("guards")).open();
                SpeechPlayer radio = SpeechPlayer.builder(engine)
                        .sink(mixer.lane("radio", Ducking.of(-12))) // Ducks the other lanes by 12 dB.
                        .open()) {
            Playback chatter = guards.say("A quiet night: nobody on the wall, and nobody at the gate.");
            Playback call = radio.say("All units, report.");
            chatter.join();
            call.join();
        }
    }
    // endregion
}
