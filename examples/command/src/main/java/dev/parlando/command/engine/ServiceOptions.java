package dev.parlando.command.engine;

import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.credentials.ApiKey;
import dev.parlando.credentials.ApiKeyProvider;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.network.BaseUrls;
import dev.parlando.network.Proxy;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.offline.OfflineVoiceServerBuilder;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that select the service. */
public final class ServiceOptions {
    static final String BASE_URL_VARIABLE = "ELEVENLABS_BASE_URL";

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "Base URL of the service (default: " + BASE_URL_VARIABLE + ", or https://api.elevenlabs.io).")
    private @Nullable String baseUrl;

    @Option(names = "--ca", paramLabel = "FILE", description = "A PEM file of trusted issuers.")
    private @Nullable Path trustedCertificates;

    /** Opens the service. Without a key and without a base URL, starts the offline server in this process. */
    public EngineSession open(Map<String, String> environment, PrintWriter err) {
        EngineSession service = open(environment);
        service.engine().governor().addListener(new QueueNotice(err));
        return service;
    }

    /** Returns whether there is neither a key nor a base URL, so that the offline server is used. */
    public boolean isOffline(Map<String, String> environment) {
        return url(environment) == null && !ApiKeyProvider.isSetIn(environment);
    }

    /** Returns whether an option names the base URL. */
    public boolean hasBaseUrl() {
        return baseUrl != null;
    }

    /** Returns the base URL that an option or the environment names, or null. */
    public @Nullable String url(Map<String, String> environment) {
        return baseUrl != null ? baseUrl : blankToNull(environment.get(BASE_URL_VARIABLE));
    }

    /**
     * Returns a builder of an engine for the service.
     *
     * @param url the base URL, or null for the public service
     */
    public SpeechEngineBuilder builder(@Nullable String url, Map<String, String> environment) {
        SpeechEngineBuilder builder = SpeechEngine.builder();
        if (url != null) {
            builder.baseUrl(url);
        }
        URI service = url == null ? BaseUrls.GLOBAL : URI.create(url.strip());
        Proxy.ofEnvironment(service, environment).ifPresent(builder::proxy);
        if (trustedCertificates != null) {
            builder.trustedCertificates(trustedCertificates);
        }
        return builder;
    }

    /**
     * Returns a builder of the offline server.
     *
     * @throws InvalidRequestException if an option is for another service
     */
    public OfflineVoiceServerBuilder offlineServer() {
        if (trustedCertificates != null) {
            throw new InvalidRequestException("--ca", "is for a service over TLS; name it with --base-url");
        }
        return OfflineVoiceServer.builder();
    }

    /** Returns a builder of an engine for the offline server. */
    public static SpeechEngineBuilder builder(OfflineVoiceServer server) {
        return SpeechEngine.builder()
                .baseUrl(server.baseUri())
                .apiKey(ApiKey.of(server.apiKey()))
                .defaultVoice(OfflineVoiceServer.STANDARD_VOICE_ID);
    }

    private EngineSession open(Map<String, String> environment) {
        if (isOffline(environment)) {
            OfflineVoiceServer server = offlineServer().start();
            return new EngineSession(builder(server).build(), server);
        }
        return new EngineSession(builder(url(environment), environment).build(), null);
    }

    private static @Nullable String blankToNull(@Nullable String value) {
        return value == null || value.isBlank() ? null : value.strip();
    }
}
