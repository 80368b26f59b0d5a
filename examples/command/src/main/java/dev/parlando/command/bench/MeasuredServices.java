package dev.parlando.command.bench;

import dev.parlando.command.bench.load.LoadSettings;
import dev.parlando.command.bench.load.ServiceEndpoint;
import dev.parlando.command.engine.ServiceOptions;
import dev.parlando.network.BaseUrls;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.offline.load.ServiceLimits;
import java.net.URI;
import java.util.List;
import java.util.Map;
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

    /** Opens the services. The limit of the offline server is the concurrency of the run, if that is higher. */
    static MeasuredServices open(ServiceOptions options, Map<String, String> environment, LoadSettings settings) {
        if (options.isOffline(environment)) {
            ServiceLimits standard = ServiceLimits.DEFAULT;
            OfflineVoiceServer server = options.startOffline(
                    standard.withMaximumConcurrent(Math.max(standard.maximumConcurrent(), settings.concurrency())));
            ServiceEndpoint endpoint = new ServiceEndpoint(OFFLINE, () -> ServiceOptions.builder(server));
            return new MeasuredServices(List.of(endpoint), server);
        }
        String url = options.url(environment);
        options.builder(url, environment); // Checks the URL before the run.
        String host = (url == null ? BaseUrls.GLOBAL : URI.create(url.strip())).getAuthority();
        return new MeasuredServices(List.of(new ServiceEndpoint(host, () -> options.builder(url, environment))), null);
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
