package dev.parlando.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A third-party proxy that runs on loopback and accepts only {@link #USER} with {@link #PASSWORD}.
 *
 * @param kind the protocol of the proxy
 * @param process the program
 * @param port the port on 127.0.0.1
 */
record InteropProxy(Kind kind, ServerProcess process, int port) implements AutoCloseable {
    /** The protocol of a proxy. */
    enum Kind {
        /** Tinyproxy, which responds to wrong credentials with 401, unlike other proxies, which use 407. */
        HTTP_CONNECT,
        /** Microsocks, with credentials as in RFC 1929. */
        SOCKS5;

        /** Starts the proxy, which may write into the folder. */
        InteropProxy start(Path folder) throws Exception {
            int port = ServerProcess.freePort();
            ServerProcess process = this == HTTP_CONNECT ? tinyproxy(folder, port) : microsocks(port);
            process.awaitListening(port);
            return new InteropProxy(this, process, port);
        }
    }

    static final String USER = "user";
    static final String PASSWORD = "pass-word.1";

    private static ServerProcess tinyproxy(Path folder, int port) throws Exception {
        Path configuration = Files.writeString(
                folder.resolve("tinyproxy.conf"),
                """
                Listen 127.0.0.1
                Port %d
                BasicAuth %s %s
                LogLevel Connect
                """
                        .formatted(port, USER, PASSWORD));
        return ServerProcess.start("tinyproxy-bin", List.of("tinyproxy", "-d", "-c", configuration.toString()));
    }

    /** Starts microsocks so that it uses the IPv4 address of a host name with several addresses. */
    private static ServerProcess microsocks(int port) {
        return ServerProcess.start(
                "microsocks",
                List.of(
                        "microsocks",
                        "-i",
                        "127.0.0.1",
                        "-b",
                        "127.0.0.1",
                        "-p",
                        "" + port,
                        "-u",
                        USER,
                        "-P",
                        PASSWORD));
    }

    /** Waits until the proxy has logged a request for exactly this host name. */
    void awaitRequestFor(String host, int hostPort) throws InterruptedException {
        process.awaitLine(" " + host + ":" + hostPort);
    }

    @Override
    public void close() {
        process.close();
    }
}
