package dev.parlando.spring.boot;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The properties {@code parlando.*}. A value that is not set is null, and then the default of the engine applies.
 * Immutable.
 *
 * @param enabled Whether to create an engine.
 * @param apiKey API key of the service. Without it and without a file, the variables of ELEVENLABS_API_KEY count, from
 *     any source of properties.
 * @param apiKeyFile File with the API key, which is read again when it changes.
 * @param baseUrl Scheme, host, port and path of the service.
 * @param voice Id of the voice of requests that name none.
 * @param model Id of the model of the speech template.
 * @param format Format of the audio of the speech template, such as mp3_44100_128.
 * @param trustedCertificates PEM file with the issuers to trust instead of those of the JDK.
 * @param closeGrace Time that running speech has to complete when the application context closes.
 * @param limits Limits of concurrent requests.
 * @param timeouts Time limits of a request.
 */
@ConfigurationProperties("parlando")
public record ParlandoProperties(
        @DefaultValue("true") boolean enabled,
        @Nullable String apiKey,
        @Nullable Path apiKeyFile,
        @Nullable String baseUrl,
        @Nullable String voice,
        @Nullable String model,
        @Nullable String format,
        @Nullable Path trustedCertificates,
        @Nullable Duration closeGrace,
        @DefaultValue Limits limits,
        @DefaultValue Timeouts timeouts) {
    /**
     * Limits of concurrent requests.
     *
     * @param maxConcurrent Maximum number of concurrent requests of each group of models, such as a share of the account.
     * @param maxQueued Maximum number of requests that wait for a permit.
     * @param maxWait Longest time that a request waits for a permit.
     */
    public record Limits(@Nullable Integer maxConcurrent, @Nullable Integer maxQueued, @Nullable Duration maxWait) {}

    /**
     * Time limits of a request.
     *
     * @param connect Time limit for opening a connection to one address.
     * @param responseHeaders Time limit for the response headers.
     * @param silence Time limit for further bytes of a response.
     */
    public record Timeouts(
            @Nullable Duration connect, @Nullable Duration responseHeaders, @Nullable Duration silence) {}

    /** Describes the properties without the key. */
    @Override
    public String toString() {
        return "ParlandoProperties[baseUrl=" + baseUrl + ", voice=" + voice + ", model=" + model + ", format=" + format
                + "]";
    }
}
