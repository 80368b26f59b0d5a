package dev.parlando.command;

import dev.parlando.SpeechEngine;
import dev.parlando.command.console.HostPort;
import dev.parlando.command.engine.EngineSession;
import dev.parlando.command.engine.ServiceOptions;
import dev.parlando.command.openai.OpenAiServer;
import dev.parlando.command.openai.OpenAiSettings;
import dev.parlando.command.rotation.Completions;
import dev.parlando.command.wyoming.WyomingServer;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.offline.OfflineVoiceServerBuilder;
import dev.parlando.speech.SpeechRequest;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.util.List;
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
 * on this machine, or the engine for programs that use OpenAI's API or the Wyoming protocol.
 */
@Command(
        name = "serve",
        description = "Runs the offline voice, or the engine for other programs, as a server until it is interrupted.",
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
                    + " holds the key that clients must send; it is needed beyond loopback. With --wyoming, Home"
                    + " Assistant speaks through it."
        })
final class ServeCommand implements Runnable {
    static final String API_KEY_VARIABLE = "PARLANDO_OFFLINE_API_KEY";
    static final String OPENAI_KEY_VARIABLE = "PARLANDO_OPENAI_API_KEY";
    private static final String OPENAI = "--openai";
    private static final String WYOMING = "--wyoming";
    private static final List<String> ENGINE_OPTIONS = List.of("--voice", "--model", "--base-url", "--ca");
    private static final List<String> COMMON_OPTIONS = List.of(OPENAI, WYOMING, "--json");

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

    @Option(
            names = WYOMING,
            paramLabel = "[HOST:]PORT",
            description = "Offer the engine in the Wyoming protocol instead, on loopback without HOST.")
    private @Nullable String wyoming;

    @Option(names = "--voice", paramLabel = "ID", description = "Voice of the engine for clients that name none of it.")
    private @Nullable String voice;

    @Option(names = "--model", paramLabel = "ID", description = "Model of the engine for clients that name none of it.")
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
        if (openAi != null) {
            serveOpenAi(HostPort.ofListener(OPENAI, openAi));
        } else if (wyoming != null) {
            serveWyoming(HostPort.ofListener(WYOMING, wyoming));
        } else {
            serveOffline();
        }
    }

    private void checkCombination() {
        if (openAi != null && wyoming != null) {
            throw new InvalidRequestException(WYOMING, "does not go with " + OPENAI + "; run a command for each");
        }
        boolean offline = openAi == null && wyoming == null;
        for (OptionSpec option : command().getParseResult().matchedOptions()) {
            String name = option.longestName();
            if (offline && ENGINE_OPTIONS.contains(name)) {
                throw new InvalidRequestException(name, "is for " + OPENAI + " and " + WYOMING + "; leave it out");
            }
            if (!offline && !ENGINE_OPTIONS.contains(name) && !COMMON_OPTIONS.contains(name)) {
                throw new InvalidRequestException(name, "is for the offline server; leave it out");
            }
        }
    }

    private CommandLine command() {
        return Objects.requireNonNull(spec).commandLine();
    }

    private void serveOpenAi(HostPort address) {
        OpenAiSettings settings = new OpenAiSettings(address.clientKey(OPENAI_KEY_VARIABLE), voice, model);
        serveEngine(
                address,
                engine ->
                        OpenAiServer.start(engine, address.resolve(), settings).address(),
                "http://%s/v1");
    }

    private void serveWyoming(HostPort address) {
        SpeechRequest template = VoiceOptions.template(voice, model);
        if (!address.isLoopback()) {
            command()
                    .getErr()
                    .println("parlando: the Wyoming protocol has no keys; any program that reaches " + address
                            + " can speak");
        }
        serveEngine(
                address,
                engine ->
                        WyomingServer.start(engine, address.resolve(), template).address(),
                "tcp://%s");
    }

    private void serveEngine(HostPort address, EngineServer server, String urlPattern) {
        PrintWriter err = command().getErr();
        EngineSession session = service.open(System.getenv(), err);
        Runtime.getRuntime().addShutdownHook(new Thread(session::close, "parlando-interrupt"));
        Completions.await(session.engine().warmUp());
        session.reportOffline(err);
        try {
            InetSocketAddress bound = server.start(session.engine());
            HostPort host = new HostPort("", bound.getAddress().getHostAddress(), bound.getPort());
            new ServerAnnouncement(command().getOut(), json).print(urlPattern.formatted(host));
        } catch (IOException e) {
            throw new InvalidRequestException(address.option(), address + " cannot be used: " + e.getMessage());
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
        new ServerAnnouncement(command().getOut(), json).print(server);
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

    /** A server in front of an engine, which starts and returns its address. */
    @FunctionalInterface
    private interface EngineServer {
        InetSocketAddress start(SpeechEngine engine) throws IOException;
    }
}
