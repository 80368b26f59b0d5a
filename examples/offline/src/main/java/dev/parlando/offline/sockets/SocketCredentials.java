package dev.parlando.offline.sockets;

import dev.parlando.offline.account.Authenticator;
import dev.parlando.offline.account.OfflineApiKey;
import dev.parlando.offline.account.Permission;
import dev.parlando.offline.json.HttpErrorException;
import dev.parlando.offline.json.JsonReader;
import java.net.InetAddress;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The judge of a connection's credentials, which come with the upgrade or in the first message.
 *
 * <p>A bearer token in {@code authorization} is refused, because it belongs to a session of the service's website; an API
 * key is not a bearer token. Threading: confined to the event loop.
 */
final class SocketCredentials {
    private static final String TOKEN = "single_use_token";
    private static final String AUTHORIZATION = "authorization";

    private final Authenticator authenticator;
    private final InetAddress address;
    private final @Nullable String headerKey;
    private final JsonReader query;

    SocketCredentials(Authenticator authenticator, InetAddress address, @Nullable String headerKey, JsonReader query) {
        this.authenticator = authenticator;
        this.address = address;
        this.headerKey = headerKey;
        this.query = query;
    }

    /**
     * Returns the key that came with the upgrade; null if there is none.
     *
     * @throws HttpErrorException if it is not accepted
     */
    @Nullable
    OfflineApiKey ofUpgrade() {
        return judge(headerKey, query);
    }

    /**
     * Returns the key of the first message.
     *
     * @throws HttpErrorException if it is not accepted
     * @throws SocketErrorException if there is none
     */
    OfflineApiKey ofFirstMessage(JsonReader message) {
        String key = Stream.of("xi_api_key", "xi-api-key")
                .filter(name -> !message.isNull(name))
                .map(message::string)
                .findFirst()
                .orElse(null);
        message.throwIfInvalid();
        OfflineApiKey accepted = judge(key, message);
        if (accepted == null) {
            throw new SocketErrorException(
                    "authentication_required", "Neither an API key nor a token was received, please provide one.");
        }
        return accepted;
    }

    private @Nullable OfflineApiKey judge(@Nullable String key, JsonReader parameters) {
        if (key != null && !key.isEmpty()) {
            return authenticator.authenticate(key, address, Permission.TEXT_TO_SPEECH);
        }
        String token = parameters.string(TOKEN);
        if (token != null) {
            return authenticator.authenticateToken(token);
        }
        if (!parameters.isNull(AUTHORIZATION)) {
            throw new SocketErrorException(
                    "unauthorized", "The bearer token is invalid; an API key belongs into the header xi-api-key.");
        }
        return null;
    }
}
