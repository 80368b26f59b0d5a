package dev.parlando.programs.cookbook;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.text.DialogueLine;
import java.util.List;

/** Plays a dialogue of two voices. */
final class DialogueScene {
    private DialogueScene() {}

    // region
    static Playback perform(SpeechPlayer player, String host, String guest) {
        SpeechRequest scene = SpeechRequest.dialogue(List.of(
                        new DialogueLine(host, "[warmly] Hello again!"), new DialogueLine(guest, "Good to see you.")))
                .outputFormat(OutputFormat.PCM_24000)
                .timestamps(true)
                .build();
        return player.say(scene);
    }
    // endregion
}
