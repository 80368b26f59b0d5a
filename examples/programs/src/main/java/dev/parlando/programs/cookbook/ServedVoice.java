package dev.parlando.programs.cookbook;

// region
import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.voice.Voice;
import dev.parlando.voice.VoiceQuery;
import java.util.List;

/** Speaks through the server that {@code parlando serve} runs; the argument is its URL. */
final class ServedVoice {
    public static void main(String[] arguments) {
        try (SpeechEngine engine = SpeechEngine.builder()
                        .baseUrl(arguments[0]) // The key is read from ELEVENLABS_API_KEY.
                        .build();
                SpeechPlayer player = SpeechPlayer.open(engine)) {
            player.say("My voices are " + String.join(", ", voiceNames(engine))).join();
        }
    }

    static List<String> voiceNames(SpeechEngine engine) {
        return engine.allVoices(VoiceQuery.ALL).stream().map(Voice::name).toList();
    }
}
// endregion
