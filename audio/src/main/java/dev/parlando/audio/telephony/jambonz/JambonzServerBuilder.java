package dev.parlando.audio.telephony.jambonz;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.internal.option.OptionRange;
import dev.parlando.internal.websocket.WebSocketServerSettings.Identity;
import dev.parlando.speech.SpeechSource;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The options of a {@link JambonzServer}. Confined to one thread. */
public final class JambonzServerBuilder {
    private static final int MAX_CONNECTIONS = 100_000;

    private final SpeechSource engine;
    private final @Nullable String apiKey;
    private String host = "127.0.0.1";
    private int port;
    private @Nullable Identity tls;
    private @Nullable String voice;
    private String model = "eleven_flash_v2_5";
    private int maxConnections = 1000;

    JambonzServerBuilder(SpeechSource engine, @Nullable String apiKey) {
        this.engine = Objects.requireNonNull(engine, "engine");
        this.apiKey = apiKey;
        if (apiKey != null && apiKey.isBlank()) {
            throw new InvalidRequestException("api_key", "is blank; give the key of the speech vendor in jambonz");
        }
    }

    /** Sets the name or address to listen on; the default is {@code 127.0.0.1}. */
    public JambonzServerBuilder host(String name) {
        host = Objects.requireNonNull(name, "name");
        return this;
    }

    /** Sets the TCP port; the default is 0, for any free one. */
    public JambonzServerBuilder port(int number) {
        port = number;
        return this;
    }

    /**
     * Sets the server's certificate and key. The default is cleartext, for a proxy that ends TLS.
     *
     * @param certificateChain PEM file of the certificate and its issuers
     * @param privateKey PEM file of the unencrypted key in PKCS #8
     */
    public JambonzServerBuilder tls(Path certificateChain, Path privateKey) {
        tls = new Identity(
                null,
                Objects.requireNonNull(certificateChain, "certificateChain"),
                Objects.requireNonNull(privateKey, "privateKey"));
        return this;
    }

    /** Sets the voice for requests that have none. The default is the default voice of the engine. */
    public JambonzServerBuilder voice(String voiceId) {
        voice = Objects.requireNonNull(voiceId, "voiceId");
        return this;
    }

    /** Sets the model; the default is {@code eleven_flash_v2_5}, which has the least time to first audio. */
    public JambonzServerBuilder model(String modelId) {
        model = Objects.requireNonNull(modelId, "modelId");
        return this;
    }

    /** Sets the limit on concurrent connections, 1 to 100,000; the default is 1000. Further ones are closed. */
    public JambonzServerBuilder maxConnections(int count) {
        maxConnections = count;
        return this;
    }

    /**
     * Starts the server.
     *
     * @throws InvalidRequestException if an option is out of range, or the TLS files cannot be used
     * @throws dev.parlando.error.TransportException if it cannot listen there
     */
    public JambonzServer start() {
        OptionRange.checkRange("max_connections", maxConnections, 1, MAX_CONNECTIONS);
        return new JambonzServer(engine, new JambonzOptions(apiKey, host, port, tls, voice, model, maxConnections));
    }
}
