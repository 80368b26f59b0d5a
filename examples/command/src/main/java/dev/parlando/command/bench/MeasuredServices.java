package dev.parlando.command.bench;

import dev.parlando.command.bench.load.LoadSettings;
import dev.parlando.command.bench.load.ServiceEndpoint;
import dev.parlando.command.engine.ServiceOptions;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.network.BaseUrls;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.offline.load.ServiceLimits;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The services of a run, with the embedded offline server if there is one.
 *
 * @param endpoints the services, at least one
 * @param offlineVoice the server in this process, or null
 */
record MeasuredServices(List<ServiceEndpoint> endpoints, @Nullable OfflineVoiceServer offlineVoice)
        implements AutoCloseable {
    private static final String OFFLINE = "offline server";
    private static final int OPEN_LOOP_LIMIT = 1000;
    /** Short names of the hosts of the service. */
    private static final Map<String, String> REGIONS = Map.of(
            "global", BaseUrls.GLOBAL.toString(),
            "us", BaseUrls.US.toString(),
            "eu", BaseUrls.EU_RESIDENCY.toString(),
            "in", BaseUrls.INDIA_RESIDENCY.toString(),
            "sg", BaseUrls.SINGAPORE_RESIDENCY.toString());

    /**
     * Checks the options before anything is opened.
     *
     * @throws InvalidRequestException if two options exclude each other, or a URL is invalid
     */
    static void check(ServiceOptions options, List<String> regions, Map<String, String> environment) {
        if (!regions.isEmpty() && options.hasBaseUrl()) {
            throw new InvalidRequestException("--regions", "does not go with --base-url; leave one out");
        }
        if (Set.copyOf(urls(regions)).size() < regions.size()) {
            throw new InvalidRequestException("--regions", "names a service twice");
        }
        urls(regions).forEach(url -> options.builder(url, environment));
    }

    /**
     * Opens the services. The limit of the offline server is the highest concurrency of the run, if that is higher, and with a
     * rate it is a thousand.
     */
    static MeasuredServices open(
            ServiceOptions options, List<String> regions, Map<String, String> environment, LoadSettings settings) {
        if (!regions.isEmpty()) {
            return new MeasuredServices(
                    urls(regions).stream()
                            .map(url -> endpoint(options, url, environment))
                            .toList(),
                    null);
        }
        if (!options.isOffline(environment)) {
            return new MeasuredServices(List.of(endpoint(options, options.url(environment), environment)), null);
        }
        ServiceLimits standard = ServiceLimits.DEFAULT;
        int wanted = settings.perSecond() == null ? settings.maxConcurrency() : OPEN_LOOP_LIMIT;
        OfflineVoiceServer server = options.offlineServer()
                .limits(standard.withMaximumConcurrent(Math.max(standard.maximumConcurrent(), wanted)))
                .latencyHeader(true)
                .start();
        return new MeasuredServices(
                List.of(new ServiceEndpoint(OFFLINE, () -> ServiceOptions.builder(server))), server);
    }

    private static ServiceEndpoint endpoint(
            ServiceOptions options, @Nullable String url, Map<String, String> environment) {
        URI service = url == null ? BaseUrls.GLOBAL : URI.create(url.strip());
        String host = service.getHost() + (service.getPort() < 0 ? "" : ":" + service.getPort());
        options.builder(url, environment); // Checks the URL before the run.
        return new ServiceEndpoint(host, () -> options.builder(url, environment));
    }

    private static List<String> urls(List<String> regions) {
        return regions.stream()
                .map(String::strip)
                .map(region -> REGIONS.getOrDefault(region, region))
                .toList();
    }

    /** Informs the user that the offline server is measured instead of the service. */
    void reportOffline(PrintWriter err) {
        if (offlineVoice != null) {
            err.println("parlando: measuring the offline server, since " + ApiKey.ENVIRONMENT_VARIABLE + " is not set");
            err.flush();
        }
    }

    /** Returns the names of the services. */
    String description() {
        return endpoints.stream().map(ServiceEndpoint::name).collect(Collectors.joining(", "));
    }

    @Override
    public void close() {
        if (offlineVoice != null) {
            offlineVoice.close();
        }
    }
}
