package dev.parlando.fleet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/** A redis-server on a free port of the loopback interface, without persistence. */
final class RedisServer implements AutoCloseable {
    private static final long START_MILLIS = 20_000;

    private final int port;
    private final List<String> options;
    private Process process;

    private RedisServer(int port, List<String> options) {
        this.port = port;
        this.options = options;
        this.process = launch();
    }

    static RedisServer start(String... options) {
        return new RedisServer(freePort(), List.of(options));
    }

    private static int freePort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        try {
            Path folder = Files.createTempDirectory("parlando-redis-");
            List<String> command = new ArrayList<>(List.of("redis-server", "--port", Integer.toString(port)));
            command.addAll(
                    List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder.toString()));
            command.addAll(options);
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            awaitAnswer(started);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAnswer(Process started) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS);
        while (System.nanoTime() - deadline < 0 && started.isAlive()) {
            try (Connection connection = connect()) {
                connection.sendCommand(Command.PING);
                connection.getOne();
                return;
            } catch (JedisException notYet) {
                if (String.valueOf(notYet.getMessage()).startsWith("NOAUTH")) {
                    return;
                }
                pause();
            }
        }
        throw new IllegalStateException("redis-server did not start; is it installed?");
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect() {
        return new Connection(new HostAndPort("127.0.0.1", port));
    }

    URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /** Runs a command and returns its reply. */
    @Nullable
    Object call(Command command, String... arguments) {
        try (Connection connection = connect()) {
            connection.sendCommand(command, arguments);
            return connection.getOne();
        }
    }

    /** Ends the process as a crash does. */
    void kill() {
        process.destroyForcibly();
        await(process);
    }

    /** Starts it again on the same port, empty. */
    void restart() {
        process = launch();
    }

    /** Stops the process without ending its connections. */
    void pauseProcess() {
        signal("-STOP");
    }

    void resumeProcess() {
        signal("-CONT");
    }

    private void signal(String name) {
        try {
            await(new ProcessBuilder("kill", name, Long.toString(process.pid())).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void await(Process ending) {
        try {
            ending.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
    }
}
