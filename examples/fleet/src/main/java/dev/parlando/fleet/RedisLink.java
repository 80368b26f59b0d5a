package dev.parlando.fleet;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javax.net.SocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.DefaultRedisCredentials;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * A connection to Redis that is opened when it is needed, and again after an error.
 *
 * <p>Threading: used by one thread, except {@link #close}, which any thread may call to end a blocking read.
 */
final class RedisLink implements AutoCloseable {
    private static final int KEEP_ALIVE_SECONDS = 5;
    private static final int KEEP_ALIVE_PROBES = 3;

    private final RedisSettings settings;
    private volatile @Nullable Connection connection;
    /** The socket below TLS. */
    private volatile @Nullable Socket socket;

    RedisLink(FleetSettings settings) {
        this(settings.redis());
    }

    RedisLink(RedisSettings settings) {
        this.settings = settings;
    }

    boolean isOpen() {
        return connection != null;
    }

    /** Returns the message of Redis or its client, but not one of the supplier of the login. */
    static String describe(RuntimeException failure) {
        return failure instanceof JedisException
                ? String.valueOf(failure.getMessage())
                : failure.getClass().getName();
    }

    /**
     * Runs a command and returns its reply.
     *
     * @throws JedisException if Redis does not respond in time or refuses; the connection is then closed
     */
    @Nullable
    Object call(Command command, byte[]... arguments) {
        return use(open -> {
            open.sendCommand(command, arguments);
            return open.getOne();
        });
    }

    /**
     * Runs a script, and loads it first if Redis does not have it.
     *
     * @throws JedisException if Redis does not respond in time or refuses; the connection is then closed
     */
    Object run(FleetScript script, List<String> keys, List<String> arguments) {
        Object reply = use(open -> {
            try {
                return send(open, Command.EVALSHA, script.sha1(), keys, arguments);
            } catch (JedisNoScriptException missing) {
                return send(open, Command.EVAL, script.text(), keys, arguments); // Redis keeps it from now on.
            }
        });
        return Objects.requireNonNull(reply, "a script returned nothing");
    }

    private @Nullable Object use(Function<Connection, @Nullable Object> operation) {
        try {
            return operation.apply(open());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private static Object send(
            Connection open, Command command, String script, List<String> keys, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(script);
        words.add(Integer.toString(keys.size()));
        words.addAll(keys);
        words.addAll(arguments);
        open.sendCommand(command, words.toArray(String[]::new));
        return open.getOne();
    }

    /** Subscribes to a channel on a connection that is used for nothing else. */
    void subscribe(String channel) {
        Connection open = open();
        open.sendCommand(Command.SUBSCRIBE, channel);
        open.getOne();
        open.setTimeoutInfinite();
    }

    /** Returns the text of a value that a script returned. */
    static String text(Object value) {
        return new String((byte[]) value, StandardCharsets.UTF_8);
    }

    /** Waits for the next message of the channel, and returns its text. */
    String awaitMessage() {
        Connection open = connection;
        if (open == null) {
            throw new JedisException("the connection is closed");
        }
        List<?> message = (List<?>) open.getUnflushedObject();
        return text(message.get(message.size() - 1));
    }

    private Connection open() {
        Connection open = connection;
        if (open == null || !open.isConnected() || open.isBroken()) {
            close();
            open = new Connection(this::openSocket, clientSettings());
            connection = open;
            open.connect();
        }
        return open;
    }

    /** Opens a socket. With TLS, the certificate must have the name of the host. */
    private Socket openSocket() {
        URI server = settings.server();
        int timeoutMillis = Math.toIntExact(settings.timeout().toMillis());
        try {
            Socket opened = new Socket();
            try {
                opened.setTcpNoDelay(true);
                keepAlive(opened);
                opened.connect(new InetSocketAddress(server.getHost(), server.getPort()), timeoutMillis);
                opened.setSoTimeout(timeoutMillis);
                socket = opened;
                return settings.isTls() ? secure(opened) : opened;
            } catch (IOException e) {
                opened.close();
                throw e;
            }
        } catch (IOException e) {
            throw new JedisConnectionException(server.getHost() + " cannot be reached: " + e.getMessage(), e);
        }
    }

    /** Lets the system probe a peer that sends nothing, since a subscription would wait for a lost one. */
    static void keepAlive(Socket socket) throws IOException {
        socket.setKeepAlive(true);
        setIfSupported(socket, ExtendedSocketOptions.TCP_KEEPIDLE, KEEP_ALIVE_SECONDS);
        setIfSupported(socket, ExtendedSocketOptions.TCP_KEEPINTERVAL, KEEP_ALIVE_SECONDS);
        setIfSupported(socket, ExtendedSocketOptions.TCP_KEEPCOUNT, KEEP_ALIVE_PROBES);
    }

    private static void setIfSupported(Socket socket, SocketOption<Integer> option, int value) throws IOException {
        if (socket.supportedOptions().contains(option)) {
            socket.setOption(option, value);
        }
    }

    private Socket secure(Socket socket) throws IOException {
        URI server = settings.server();
        SocketFactory sockets = settings.sslContext() == null
                ? SSLSocketFactory.getDefault()
                : settings.sslContext().getSocketFactory();
        SSLSocket secured =
                (SSLSocket) ((SSLSocketFactory) sockets).createSocket(socket, server.getHost(), server.getPort(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    private DefaultJedisClientConfig clientSettings() {
        int timeoutMillis = Math.toIntExact(settings.timeout().toMillis());
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .resp2()
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED) // Saves two calls, and needs no SLF4J.
                .connectionTimeoutMillis(timeoutMillis)
                .socketTimeoutMillis(timeoutMillis)
                .database(settings.database());
        if (settings.login() != null) {
            RedisLogin login = settings.login().get();
            config.credentials(new DefaultRedisCredentials(login.user(), login.password()));
        }
        return config.build();
    }

    /** Closes the connection; the next call opens another. */
    @Override
    public void close() {
        Connection open = connection;
        Socket below = socket;
        connection = null;
        if (open != null) {
            try {
                if (below != null) {
                    below.close(); // Ends a blocked write, which TLS would wait for.
                }
                open.forceDisconnect();
            } catch (IOException | JedisException ignored) {
                // The connection is not used again.
            }
        }
    }
}
