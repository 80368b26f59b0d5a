package dev.parlando.benchmarks.endtoend.fleet;

import dev.parlando.benchmarks.rig.process.LineProcess;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.offline.load.ServiceLimits;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/**
 * The offline server in a separate JVM, with a concurrency limit and a pace. Its limits endpoint is read and changed
 * over HTTP.
 *
 * <p>Threading: confined to the calling thread.
 */
public final class OfflineServerProcess implements AutoCloseable {
    private static final int OK = 200;

    private final LineProcess process;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI baseUrl;
    private final String key;

    private OfflineServerProcess(LineProcess process) throws IOException {
        this.process = process;
        baseUrl = URI.create(process.readLine());
        key = process.readLine();
    }

    /**
     * Starts the process and waits until it listens.
     *
     * @param limit the number of requests that may run concurrently
     * @param queue the number of requests that the service queues before it refuses one
     * @param pace the speed at which responses are sent, as a multiple of real time
     */
    public static OfflineServerProcess start(int limit, int queue, double pace) throws IOException {
        return new OfflineServerProcess(LineProcess.startJava(
                List.of("-Xmx256m"),
                OfflineServerProcess.class,
                Integer.toString(limit),
                Integer.toString(queue),
                Double.toString(pace)));
    }

    /** Serves until stdin ends. */
    public static void main(String[] arguments) throws IOException {
        ServiceLimits limits = ServiceLimits.DEFAULT
                .withMaximumConcurrent(Integer.parseInt(arguments[0]))
                .withQueue(Integer.parseInt(arguments[1]), ServiceLimits.DEFAULT.queueDelayMillis());
        try (OfflineVoiceServer server = OfflineVoiceServer.builder()
                .limits(limits)
                .pace(Double.parseDouble(arguments[2]))
                .start()) {
            System.out.println(server.baseUri());
            System.out.println(server.apiKey());
            System.out.flush();
            while (System.in.read() >= 0) {
                // Input is ignored; only its end matters.
            }
        }
    }

    /** Returns the base URL of the server. */
    public URI baseUrl() {
        return baseUrl;
    }

    /** Returns the administrator's key, which is a secret. */
    public String key() {
        return key;
    }

    ServerLoad load() throws IOException {
        return ServerLoad.parse(ask(request().GET()));
    }

    /** Changes the number of requests that may run concurrently. */
    void limit(int limit) throws IOException {
        ask(request().PUT(HttpRequest.BodyPublishers.ofString("{\"maximum_concurrent\":" + limit + "}")));
    }

    private HttpRequest.Builder request() {
        return HttpRequest.newBuilder(baseUrl.resolve("/offline/limits")).header("xi-api-key", key);
    }

    private String ask(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<String> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new IOException("the limits page returned " + answer.statusCode() + ": " + answer.body());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the limits page", e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
