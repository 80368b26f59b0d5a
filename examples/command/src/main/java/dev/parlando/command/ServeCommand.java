package dev.parlando.command;

import dev.parlando.command.console.HostPort;
import dev.parlando.command.console.RowPrinter;
import dev.parlando.command.engine.EngineSession;
import dev.parlando.command.engine.ServiceOptions;
import dev.parlando.command.openai.OpenAiServer;
import dev.parlando.command.openai.OpenAiSettings;
import dev.parlando.command.rotation.Completions;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.PlaybackException;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.offline.OfflineVoiceServerBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The {@code serve} verb: runs a server in the foreground. It is the offline server, for any client of the ElevenLabs API
 * on this machine, or the engine in the form of OpenAI's API.
 */
@Command(
        name = "serve",
        description = "Runs the offline voice, or the engine for OpenAI's API, as a server until it is interrupted.",
        footer = {
            "",
            "GET /offline/limits, with the key, returns the limits and the load of a running server. PUT changes"
                    + " the limits that its JSON names; busy_every: 3 rejects every third request.",
            "",
            "GET /offline/keys returns the use of each key; the service account calls create further keys."
                    + " PUT /offline/keys/ID with disable_reason: exposed_publicly disables a key, as the service does when it"
                    + " finds the key in public; null enables it. /offline always accepts the key that is printed here.",
            "",
            "With --openai, POST /v1/audio/speech of OpenAI's API speaks through the engine. "
                    + ServeCommand.OPENAI_KEY_VARIABLE
                    + " holds the key that clients must send; it is needed beyond loopback."
        })
final class ServeCommand implements Runnable {
    static final String API_KEY_VARIABLE = "PARLANDO_OFFLINE_API_KEY";
    static final String OPENAI_KEY_VARIABLE = "PARLANDO_OPENAI_API_KEY";
    private static final String OPENAI = "--openai";
    private static final List<Map.Entry<String, String>> LABELS =
            List.of(Map.entry("url", "URL:     "), Map.entry("api_key", "API key: "), Map.entry("ca", "CA file: "));
    /** Options that go with {@link #OPENAI}; all but the last do not go without it. */
    private static final List<String> OPENAI_OPTIONS =
            List.of("--voice", "--model", "--base-url", "--ca", OPENAI, "--json");

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

    @Option(
            names = OPENAI,
            paramLabel = "[HOST:]PORT",
            description = "Offer the engine in the form of OpenAI's API instead, on loopback without HOST.")
    private @Nullable String openAi;

    @Option(names = "--voice", paramLabel = "ID", description = "With " + OPENAI + ": voice of OpenAI's voice names.")
    private @Nullable String voice;

    @Option(names = "--model", paramLabel = "ID", description = "With " + OPENAI + ": model of OpenAI's model names.")
    private @Nullable String model;

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Mixin
    private LimitOptions limits = new LimitOptions();

    @Option(names = "--json", description = "Print the URL and the key as one line of JSON.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public void run() {
        checkCombination();
        if (openAi == null) {
            serveOffline();
        } else {
            serveOpenAi(HostPort.ofListener(OPENAI, openAi));
        }
    }

    private void checkCombination() {
        for (OptionSpec option : command().getParseResult().matchedOptions()) {
            String name = option.longestName();
            if (openAi != null && !OPENAI_OPTIONS.contains(name)) {
                throw new InvalidRequestException(
                        name, "is for the offline server, not for " + OPENAI + "; leave it out");
            }
            if (openAi == null && OPENAI_OPTIONS.contains(name) && !name.equals("--json")) {
                throw new InvalidRequestException(name, "is for " + OPENAI + "; leave it out");
            }
        }
    }

    private CommandLine command() {
        return Objects.requireNonNull(spec).commandLine();
    }

    private void serveOpenAi(HostPort address) {
        OpenAiSettings settings = new OpenAiSettings(address.clientKey(OPENAI_KEY_VARIABLE), voice, model);
        PrintWriter err = command().getErr();
        EngineSession session = service.open(System.getenv(), err);
        Runtime.getRuntime().addShutdownHook(new Thread(session::close, "parlando-interrupt"));
        Completions.await(session.engine().warmUp());
        session.reportOffline(err);
        try {
            OpenAiServer server = OpenAiServer.start(session.engine(), address.resolve(), settings);
            InetSocketAddress bound = server.address();
            HostPort host = new HostPort(OPENAI, bound.getAddress().getHostAddress(), bound.getPort());
            announce(Map.of("url", "http://" + host + "/v1"));
        } catch (IOException e) {
            throw new InvalidRequestException(OPENAI, address + " cannot be used: " + e.getMessage());
        }
        awaitInterrupt();
    }

    private void serveOffline() {
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
        announce(facts(server));
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

    private static Map<String, Object> facts(OfflineVoiceServer server) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("url", server.baseUri().toString());
        facts.put("api_key", server.apiKey());
        server.certificatePem().map(ServeCommand::store).ifPresent(file -> facts.put("ca", file.toString()));
        return facts;
    }

    private void announce(Map<String, Object> facts) {
        PrintWriter out = command().getOut();
        if (json) {
            out.println(RowPrinter.toJson(facts));
        } else {
            LABELS.stream()
                    .filter(label -> facts.containsKey(label.getKey()))
                    .forEach(label -> out.println(label.getValue() + facts.get(label.getKey())));
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
