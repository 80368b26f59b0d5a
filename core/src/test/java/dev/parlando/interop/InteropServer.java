package dev.parlando.interop;

import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.credentials.ApiKey;
import dev.parlando.governor.GovernorSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A third-party server that runs on loopback and serves a {@link ServedFiles}.
 *
 * @param process the program
 * @param site the content that it serves
 * @param baseUrl its base URL
 * @param behind the peer to which it forwards requests, and which is closed with it; null if it responds itself
 */
record InteropServer(ServerProcess process, ServedFiles site, URI baseUrl, @Nullable InteropServer behind)
        implements AutoCloseable {
    /** The protocol of a peer. */
    enum Protocol {
        /** Over TLS, negotiated by ALPN. */
        H2,
        /** In cleartext, with prior knowledge. */
        H2C;

        URI url(int port) {
            return URI.create((this == H2 ? "https" : "http") + "://127.0.0.1:" + port);
        }

        @Override
        public String toString() {
            return this == H2 ? "h2" : "h2c";
        }
    }

    /** Starts nghttpd, the server of the nghttp2 library. */
    static InteropServer nghttpd(ServedFiles site, Protocol protocol, String... options) throws Exception {
        int port = ServerProcess.freePort();
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
     * @param requestsPerConnection the number of requests after which it sends GOAWAY
     * @param directives further lines of the configuration
     */
    static InteropServer nginx(ServedFiles site, Protocol protocol, int requestsPerConnection, String... directives)
            throws Exception {
        String options = protocol == Protocol.H2 ? "ssl http2" : "http2";
        return nginx(site, protocol, options, requestsPerConnection, directives);
    }

    /** Starts nginx for HTTP/1.1 in cleartext. */
    static InteropServer nginxHttp1(ServedFiles site) throws Exception {
        return nginx(site, Protocol.H2C, "", Integer.MAX_VALUE);
    }

    private static InteropServer nginx(
            ServedFiles site, Protocol protocol, String listenOptions, int requestsPerConnection, String... directives)
            throws Exception {
        int port = ServerProcess.freePort();
        Path configuration = Files.writeString(
                site.folder().resolve("nginx.conf"),
                resource("nginx.conf")
                        .replace("@LISTEN@", "127.0.0.1:" + port + " " + listenOptions)
                        .replace("@REQUESTS@", "" + requestsPerConnection)
                        .replace("@DIRECTIVES@", String.join("\n        ", directives))
                        .replace("@FOLDER@", site.folder().toString()));
        List<String> command =
                List.of("nginx", "-p", site.folder().toString(), "-e", "stderr", "-c", configuration.toString());
        return listening(ServerProcess.start("nginx-light", command), site, protocol, port);
    }

    /** Starts a program whose only output is the port of its server for HTTP/1.1 in cleartext. */
    static InteropServer http1(ServedFiles site, String debianPackage, String... command) throws Exception {
        ServerProcess process = ServerProcess.start(debianPackage, List.of(command));
        int port = Integer.parseInt(process.nextLine());
        return new InteropServer(process, site, Protocol.H2C.url(port), null);
    }

    /** Starts Node with a script that misbehaves on demand. The script documents the voices and commands. */
    static InteropServer node(ServedFiles site, Protocol protocol) throws Exception {
        Path script = Files.writeString(site.folder().resolve("node-server.js"), resource("node-server.js"));
        List<String> command =
                new ArrayList<>(List.of("node", script.toString(), site.root().toString()));
        if (protocol == Protocol.H2) {
            command.addAll(List.of(site.key().toString(), site.certificate().toString()));
        }
        ServerProcess process = ServerProcess.start("nodejs", command);
        int port = Integer.parseInt(process.nextLine());
        return new InteropServer(process, site, protocol.url(port), null);
    }

    /**
     * Starts HAProxy, which accepts HTTP/2 over TLS, in front of another peer.
     *
     * @param behind the other peer, which is closed with the returned one
     * @param how options of the server line, which select the protocol to that peer
     */
    static InteropServer haproxy(InteropServer behind, String how) throws Exception {
        int port = ServerProcess.freePort();
        ServedFiles site = behind.site();
        Files.writeString(
                site.folder().resolve("haproxy.pem"),
                Files.readString(site.certificate()) + Files.readString(site.key()));
        Path configuration = Files.writeString(
                site.folder().resolve("haproxy.conf"),
                resource("haproxy.conf")
                        .replace("@LISTEN@", "127.0.0.1:" + port)
                        .replace("@BEHIND@", behind.baseUrl().getAuthority() + " " + how)
                        .replace("@FOLDER@", site.folder().toString()));
        ServerProcess process =
                ServerProcess.start("haproxy", List.of("haproxy", "-db", "-f", configuration.toString()));
        process.awaitListening(port);
        return new InteropServer(process, site, Protocol.H2.url(port), behind);
    }

    private static InteropServer listening(ServerProcess process, ServedFiles site, Protocol protocol, int port)
            throws Exception {
        process.awaitListening(port);
        return new InteropServer(process, site, protocol.url(port), null);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = InteropServer.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Returns an engine for this peer, without a concurrency limit and with defaults for all other options. */
    SpeechEngine engine() {
        SpeechEngineBuilder builder = SpeechEngine.builder()
                .baseUrl(baseUrl)
                .apiKey(ApiKey.of("sk_interop"))
                .governor(GovernorSettings.OFF);
        if (baseUrl.getScheme().equals("https")) {
            builder.trustedCertificates(site.certificate());
        }
        return builder.build();
    }

    @Override
    public void close() {
        process.close();
        if (behind != null) {
            behind.close();
        }
    }
}
