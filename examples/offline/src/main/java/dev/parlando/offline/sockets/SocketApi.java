package dev.parlando.offline.sockets;

import dev.parlando.offline.account.Authenticator;
import dev.parlando.offline.api.ApiCall;
import dev.parlando.offline.calls.SpeechContext;
import dev.parlando.offline.calls.SpeechRequestValidator;
import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.JsonReader;
import dev.parlando.offline.limits.Workspace;
import dev.parlando.offline.voices.ModelCatalog;
import dev.parlando.offline.voices.VoiceCatalog;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The entry point for WebSocket upgrades. Threading: confined to the event loop. */
public final class SocketApi {
    private final SocketServices services;

    /** Creates the sockets of a server. */
    public SocketApi(Authenticator authenticator, VoiceCatalog voices, Workspace workspace, SpeechContext context) {
        services = new SocketServices(authenticator, voices, new ModelCatalog(), workspace, context);
    }

    /**
     * Decides about an upgrade. Credentials are judged only after it, as by the service.
     *
     * @param uri path and query
     * @param apiKey value of the header {@code xi-api-key}; null if there is none
     * @param address address of the client
     * @return starts the connection once it has been upgraded; empty if there is no socket at this path
     * @throws HttpErrorException if the upgrade is refused
     */
    public Optional<Function<SocketPeer, OfflineSocketConnection>> accept(
            String uri, @Nullable String apiKey, InetAddress address) {
        QueryStringDecoder decoder = new QueryStringDecoder(uri);
        List<String> path = Arrays.asList(decoder.path().split("/", -1));
        return OfflineSocketKind.at(path).map(kind -> {
            refuseIfInjected();
            JsonReader query = JsonReader.of(ApiCall.firstValues(decoder.parameters()), "query");
            SocketOptions options = SocketOptions.parse(kind, query, services.models());
            SocketCredentials credentials = new SocketCredentials(services.authenticator(), address, apiKey, query);
            Function<OfflineSocketConnection, SocketProtocol> protocol = protocol(kind, path);
            return peer -> start(new OfflineSocketConnection(peer, services, options, credentials, protocol));
        });
    }

    private static OfflineSocketConnection start(OfflineSocketConnection connection) {
        connection.start();
        return connection;
    }

    private void refuseIfInjected() {
        int status = services.workspace().socketFaults().current().refuseUpgrade();
        if (status != 0) {
            throw HttpErrorException.of(
                    status, "injected_fault", "upgrade_refused", "upgrade_refused", "The upgrade was refused.", null);
        }
    }

    private static Function<OfflineSocketConnection, SocketProtocol> protocol(
            OfflineSocketKind kind, List<String> path) {
        String voiceId = path.get(3);
        SpeechRequestValidator.requireValidVoiceId(voiceId);
        return switch (kind) {
            case TTS_SINGLE -> connection -> new TtsSingleProtocol(connection, voiceId);
            case TTS_MULTI -> connection -> new TtsMultiProtocol(connection, voiceId);
            case DIALOGUE_SINGLE, DIALOGUE_MULTI -> DialogueProtocol::new;
        };
    }
}
