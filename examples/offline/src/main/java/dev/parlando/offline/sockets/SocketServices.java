package dev.parlando.offline.sockets;

import dev.parlando.offline.account.Authenticator;
import dev.parlando.offline.calls.SpeechContext;
import dev.parlando.offline.limits.Workspace;
import dev.parlando.offline.voices.ModelCatalog;
import dev.parlando.offline.voices.OfflineVoice;
import dev.parlando.offline.voices.VoiceCatalog;

/**
 * The parts of the server that all sockets share.
 *
 * @param authenticator judges keys and tokens
 * @param voices the voices
 * @param models the models
 * @param workspace the concurrency limits and the injected faults
 * @param context synthesis and time
 */
record SocketServices(
        Authenticator authenticator,
        VoiceCatalog voices,
        ModelCatalog models,
        Workspace workspace,
        SpeechContext context) {
    /**
     * Returns a voice.
     *
     * @throws SocketErrorException if it does not exist
     */
    OfflineVoice requireVoice(String id) {
        return voices.speaker(id)
                .orElseThrow(() -> new SocketErrorException(
                        "voice_id_does_not_exist", "A voice with voice_id " + id + " does not exist."));
    }
}
