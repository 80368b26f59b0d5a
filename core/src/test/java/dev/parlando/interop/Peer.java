package dev.parlando.interop;

import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.credentials.ApiKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Is a server of somebody else's that runs on loopback and serves a {@link Site}.
 *
 * @param process the program
 * @param site what it serves
 * @param baseUrl where
 */
record Peer(ServerProcess process, Site site, URI baseUrl) implements AutoCloseable {
    private static final int PORTS_TO_TRY = 100;

    /** Says how the peer is spoken to. */
    enum Protocol {
        /** Over TLS, chosen by ALPN. */
        H2,
        /** In the clear, with prior knowledge. */
        H2C;

        URI url(int port) {
            return URI.create((this == H2 ? "https" : "http") + "://127.0.0.1:" + port);
        }

        @Override
        public String toString() {
            return this == H2 ? "h2" : "h2c";
        }
    }

    /** Starts nghttpd, the server that comes with the library nghttp2. */
    static Peer nghttpd(Site site, Protocol protocol, String... options) throws Exception {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of("nghttpd", "--address=127.0.0.1", "--htdocs=" + site.root()));
        command.addAll(List.of(options));
        if (protocol == Protocol.H2) {
            command.addAll(
                    List.of("" + port, site.key().toString(), site.certificate().toString()));
        } else {
            command.addAll(List.of("--no-tls", "" + port));
        }
        return listening(ServerProcess.start("nghttp2-server", command), site, protocol, port);
    }

    /**
     * Starts nginx.
     *
     * @param requestsPerConnection after how many requests it sends GOAWAY
     */
    static Peer nginx(Site site, Protocol protocol, int requestsPerConnection) throws Exception {
        int port = freePort();
        Path configuration = Files.writeString(
                site.folder().resolve("nginx.conf"),
                resource("nginx.conf")
                        .replace("@LISTEN@", "127.0.0.1:" + port + (protocol == Protocol.H2 ? " ssl" : "") + " http2")
                        .replace("@REQUESTS@", "" + requestsPerConnection)
                        .replace("@FOLDER@", site.folder().toString()));
        List<String> command =
                List.of("nginx", "-p", site.folder().toString(), "-e", "stderr", "-c", configuration.toString());
        return listening(ServerProcess.start("nginx-light", command), site, protocol, port);
    }

    /** Starts Node with a script that misbehaves on demand; see there for the voices and the commands. */
    static Peer node(Site site, Protocol protocol) throws Exception {
        Path script = Files.writeString(site.folder().resolve("node-server.js"), resource("node-server.js"));
        List<String> command =
                new ArrayList<>(List.of("node", script.toString(), site.root().toString()));
        if (protocol == Protocol.H2) {
            command.addAll(List.of(site.key().toString(), site.certificate().toString()));
        }
        ServerProcess process = ServerProcess.start("nodejs", command);
        int port = Integer.parseInt(process.nextLine());
        return new Peer(process, site, protocol.url(port));
    }

    private static Peer listening(ServerProcess process, Site site, Protocol protocol, int port) throws Exception {
        process.awaitListening(port);
        return new Peer(process, site, protocol.url(port));
    }

    /**
     * Returns a port below those that systems give to whoever asks for any, so that nobody is given it between this look
     * and the server's own.
     */
    private static int freePort() throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                if (attempt == PORTS_TO_TRY) {
                    throw taken;
                }
            }
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Peer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Returns an engine, with its defaults, for this peer. */
    SpeechEngine engine() {
        SpeechEngineBuilder builder = SpeechEngine.builder().baseUrl(baseUrl).apiKey(ApiKey.of("sk_interop"));
        if (baseUrl.getScheme().equals("https")) {
            builder.trustedCertificates(site.certificate());
        }
        return builder.build();
    }

    @Override
    public void close() {
        process.close();
    }
}
