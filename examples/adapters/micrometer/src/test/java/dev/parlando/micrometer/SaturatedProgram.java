package dev.parlando.micrometer;

import com.sun.net.httpserver.HttpServer;
import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.credentials.ApiKey;
import dev.parlando.metrics.SpeechMetrics;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.offline.load.ServiceLimits;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.SpeechRequest;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Speaks through the offline server with a limit of two requests, and exports its metrics on a port of the loopback
 * interface. The number of callers is 1 at first and then 8, so that an alert fires; docs/metrics.md shows it.
 */
final class SaturatedProgram {
    private static final ServiceLimits TWO = new ServiceLimits(2, 100, 50, 0, true, 0, 0, 0);
    private static final SpeechRequest REQUEST = SpeechRequest.builder("Every guest wants to be heard first.")
            .model("eleven_flash_v2_5")
            .build();

    private SaturatedProgram() {}

    /** Runs for a time; the arguments are the port, the seconds with one caller and the seconds with eight. */
    public static void main(String[] arguments) throws IOException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        HttpServer exporter = export(registry, Integer.parseInt(arguments[0]));
        SpeechMetrics metrics = new SpeechMetrics(new MicrometerRecorder(registry));
        try (OfflineVoiceServer server =
                        OfflineVoiceServer.builder().limits(TWO).pace(8).start();
                SpeechEngine engine = builder(server).listener(metrics).build();
                EngineMeters meters = new EngineMeters(engine)) {
            engine.governor().addListener(metrics);
            meters.bindTo(registry);
            engine.account().subscription().thenAccept(metrics::onSubscription);
            speak(engine, 1, Integer.parseInt(arguments[1]));
            speak(engine, 8, Integer.parseInt(arguments[2]));
        } finally {
            exporter.stop(0);
        }
    }

    private static SpeechEngineBuilder builder(OfflineVoiceServer server) {
        return SpeechEngine.builder()
                .baseUrl(server.baseUri())
                .apiKey(ApiKey.of(server.apiKey()))
                .defaultVoice(OfflineVoiceServer.STANDARD_VOICE_ID);
    }

    private static HttpServer export(PrometheusMeterRegistry registry, int port) throws IOException {
        HttpServer exporter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        exporter.createContext("/metrics", exchange -> {
            byte[] page = registry.scrape().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("content-type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        exporter.start();
        return exporter;
    }

    /** Speaks again and again with some callers, each of which waits for the end of its speech. */
    private static void speak(SpeechEngine engine, int callers, int seconds) {
        long endNanos = System.nanoTime() + seconds * 1_000_000_000L;
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            ends.add(CompletableFuture.runAsync(
                    () -> {
                        while (System.nanoTime() < endNanos) {
                            engine.stream(REQUEST, chunk -> ChunkAction.CONTINUE)
                                    .join();
                        }
                    },
                    task -> new Thread(task).start()));
        }
        ends.forEach(CompletableFuture::join);
    }
}
