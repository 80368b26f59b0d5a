package dev.parlando.programs.cookbook;

// region
import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.credentials.ApiKeyProvider;
import dev.parlando.credentials.KeyChange;
import dev.parlando.credentials.KeyListener;
import dev.parlando.credentials.KeyRejection;
import java.nio.file.Path;

/** Reads the key from a file that a secret manager writes, and reports when the key changes. */
final class KeyFromFile implements KeyListener {
    public static void main(String[] arguments) {
        try (SpeechEngine engine = open(SpeechEngine.builder(), Path.of("/run/secrets/elevenlabs"));
                SpeechPlayer player = SpeechPlayer.open(engine)) {
            player.say("The key can change while this is played.").join();
        }
    }

    static SpeechEngine open(SpeechEngineBuilder builder, Path file) {
        SpeechEngine engine = builder.apiKeys(ApiKeyProvider.file(file)).build(); // Read again every second.
        engine.credentials().addListener(new KeyFromFile());
        return engine;
    }

    @Override
    public void onKeyChanged(KeyChange change) {
        System.out.println("key " + change.previousFingerprint() + " was replaced by " + change.newFingerprint());
    }

    @Override
    public void onKeyRejected(KeyRejection rejection) { // Deleted, disabled or found in public.
        System.out.println("key " + rejection.keyFingerprint() + " is no longer accepted");
    }
}
// endregion
