package dev.parlando.command;

import dev.parlando.command.console.RowPrinter;
import dev.parlando.error.PlaybackException;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.offline.OfflineVoiceServerBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The {@code serve} verb: runs the offline server in the foreground, for any client of the ElevenLabs API on this
 * machine.
 */
@Command(
        name = "serve",
        description = "Runs the offline voice as a server on this machine until it is interrupted.",
        footer = {
            "",
            "GET /offline/limits, with the key, returns the limits and the load of a running server. PUT changes"
                    + " the limits that its JSON names; busy_every: 3 rejects every third request.",
            "",
            "GET /offline/keys returns the use of each key; the service account calls create further keys."
                    + " PUT /offline/keys/ID with disable_reason: exposed_publicly disables a key, as the service does when it"
                    + " finds the key in public; null enables it. /offline always accepts the key that is printed here."
        })
final class ServeCommand implements Runnable {
    static final String API_KEY_VARIABLE = "PARLANDO_OFFLINE_API_KEY";

    @Option(
            names = "--host",
            paramLabel = "NAME",
            defaultValue = "127.0.0.1",
            description = "Loopback address to listen on (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "NUMBER",
            defaultValue = "0",
            description = "TCP port; 0, the default, takes any free one.")
    private int port;

    @Option(names = "--tls", description = "Use TLS with a certificate created at the start.")
    private boolean tls;

    @Option(
            names = "--pace",
            paramLabel = "FACTOR",
            defaultValue = "0",
            description = "Send audio at this multiple of real time; 0, the default, as fast as it is generated.")
    private double pace;

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Option(names = "--json", description = "Print the URL and the key as one line of JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        OfflineVoiceServerBuilder builder = OfflineVoiceServer.builder()
                .host(host)
                .port(port)
                .tls(tls)
                .limits(limits.toLimits())
                .pace(pace);
        String key = System.getenv(API_KEY_VARIABLE);
        if (key != null && !key.isBlank()) {
            builder.apiKey(key.strip());
        }
        OfflineVoiceServer server = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "parlando-interrupt"));
        announce(server);
        awaitInterrupt();
    }

    /** Blocks forever. The process ends by a signal, and the shutdown hook closes the server. */
    private static void awaitInterrupt() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void announce(OfflineVoiceServer server) {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("url", server.baseUri().toString());
        facts.put("api_key", server.apiKey());
        server.certificatePem().map(ServeCommand::store).ifPresent(file -> facts.put("ca", file.toString()));
        if (json) {
            out.println(RowPrinter.toJson(facts));
        } else {
            out.println("URL:     " + facts.get("url"));
            out.println("API key: " + facts.get("api_key"));
            Optional.ofNullable(facts.get("ca")).ifPresent(file -> out.println("CA file: " + file));
            out.println("Press Ctrl-C to stop.");
        }
        out.flush();
    }

    private static Path store(String pem) {
        try {
            Path file = Files.createTempFile("parlando-ca-", ".pem");
            file.toFile().deleteOnExit();
            return Files.writeString(file, pem);
        } catch (IOException e) {
            throw new PlaybackException("the certificate cannot be written to a temporary file: " + e.getMessage(), e);
        }
    }
}
