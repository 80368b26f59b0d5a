package dev.parlando.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Is a proxy of somebody else's that runs on loopback and lets nobody through but {@link #USER} with {@link #PASSWORD}.
 *
 * @param kind how it is spoken to
 * @param process the program
 * @param port where on 127.0.0.1
 */
record InteropProxy(Kind kind, ServerProcess process, int port) implements AutoCloseable {
    /** Says how the proxy is spoken to. */
    enum Kind {
        /** Tinyproxy, which answers credentials that are wrong with 401 and not, as others do, with 407. */
        HTTP_CONNECT,
        /** Microsocks, whose credentials are those of RFC 1929. */
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

    /** Starts it so that it takes the IPv4 address of a name that has others, too. */
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

    /** Waits until the proxy has logged that it was asked for this host, by this very name. */
    void awaitRequestFor(String host, int hostPort) throws InterruptedException {
        process.awaitLine(" " + host + ":" + hostPort);
    }

    @Override
    public void close() {
        process.close();
    }
}
