package dev.parlando.benchmarks.rig.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultJedisSocketFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** A {@code redis-server} on a free port of this machine, without persistence. */
public final class RedisProcess implements AutoCloseable {
    private static final int START_ATTEMPTS = 200;
    private static final long PAUSE_MILLIS = 25;
    private static final String CALLS = "total_reads_processed:";

    private final Process process;
    private final int port;

    private RedisProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    public static RedisProcess start() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Process process = new ProcessBuilder(
                        "redis-server", "--port", Integer.toString(port), "--bind", "127.0.0.1", "--save", "")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        RedisProcess redis = new RedisProcess(process, port);
        for (int attempt = 0; attempt < START_ATTEMPTS; attempt++) {
            try {
                redis.calls();
                return redis;
            } catch (JedisConnectionException notYet) {
                pause();
            }
        }
        throw new IOException("redis-server does not start; is it installed?");
    }

    private static void pause() throws IOException {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    public URI uri() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /** Returns the number of calls of all clients so far. A script is one call. */
    public long calls() {
        try (Connection connection = connect(uri())) {
            connection.sendCommand(Command.INFO, "stats");
            String stats = new String((byte[]) connection.getOne(), StandardCharsets.UTF_8);
            return stats.lines()
                    .filter(line -> line.startsWith(CALLS))
                    .mapToLong(line ->
                            Long.parseLong(line.substring(CALLS.length()).strip()))
                    .sum();
        }
    }

    public static Connection connect(URI uri) {
        DefaultJedisClientConfig config = DefaultJedisClientConfig.builder()
                .resp2()
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .build();
        Connection connection = new Connection(
                new DefaultJedisSocketFactory(new HostAndPort(uri.getHost(), uri.getPort()), config), config);
        connection.connect();
        return connection;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
