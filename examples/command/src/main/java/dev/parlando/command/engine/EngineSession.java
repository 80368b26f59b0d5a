package dev.parlando.command.engine;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.offline.OfflineVoiceServer;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * The engine of one run of the command, with its embedded offline server if there is one.
 *
 * @param engine the engine to speak with
 * @param offlineVoice the server in this process, or null
 */
public record EngineSession(SpeechEngine engine, @Nullable OfflineVoiceServer offlineVoice) implements AutoCloseable {

    /** Informs the user if the offline server is used instead of the real service. */
    public void reportOffline(PrintWriter err) {
        if (offlineVoice != null) {
            err.println("parlando: " + ApiKey.ENVIRONMENT_VARIABLE + " is not set, so this is the offline voice");
            err.flush();
        }
    }

    @Override
    public void close() {
        engine.close();
        if (offlineVoice != null) {
            offlineVoice.close();
        }
    }
}
