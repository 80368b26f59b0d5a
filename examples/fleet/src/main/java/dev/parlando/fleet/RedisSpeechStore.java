package dev.parlando.fleet;

import dev.parlando.cache.SharedStore;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A store in Redis or Valkey for the caches of several machines. Pass it to
 * {@link dev.parlando.cache.CacheSettings#withSharedStore}.
 *
 * <p>Each value is a string that expires with its audio, and each claim is a string that expires with the claim. Their keys
 * begin with {@code parlando:cache:} and a namespace. Stores with different namespaces share nothing.
 *
 * <p>Threading: safe for use from any thread; all methods block except those of listeners. Each concurrent operation uses
 * a connection, which is kept for the next one. The daemon thread {@code parlando-store-events} receives the messages of
 * released claims and calls the listeners.
 */
public final class RedisSpeechStore implements SharedStore, AutoCloseable {
    /** Longest time of a write, which has no timeout of its own while Redis does not read. */
    private static final Executor WRITE_LIMIT = CompletableFuture.delayedExecutor(5, TimeUnit.SECONDS);

    private static final FleetScript RENEW = FleetScript.load("renew.lua");
    private static final FleetScript RELEASE = FleetScript.load("release.lua");
    /** Not a valid value, so that the cache deletes it. */
    private static final byte[] WRONG_TYPE = {0};

    private final RedisSettings settings;
    private final String prefix;
    private final String channel;
    private final Deque<RedisLink> idle = new ConcurrentLinkedDeque<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final ChannelListener events;
    private volatile boolean closed;

    private RedisSpeechStore(RedisSettings settings, String namespace) {
        FleetSettings.check(!namespace.isBlank(), "namespace", "is blank");
        this.settings = settings;
        this.prefix = "parlando:cache:" + namespace + ":";
        this.channel = prefix + "released";
        this.events = new ChannelListener(new RedisLink(settings), channel, this::onMessage);
    }

    /**
     * Returns a store. It does not wait for Redis, which may be absent.
     *
     * @param namespace name of the application or the tenant whose caches share the store
     */
    public static RedisSpeechStore open(RedisSettings settings, String namespace) {
        RedisSpeechStore store = new RedisSpeechStore(settings, namespace);
        Fleet.daemon("parlando-store-events", store.events).start();
        return store;
    }

    @Override
    public byte @Nullable [] read(String name, int maxBytes) throws IOException {
        byte[] value = use(link -> {
            try {
                return (byte[]) link.call(Command.GETRANGE, key(name), bytes("0"), bytes(Integer.toString(maxBytes)));
            } catch (JedisDataException e) {
                if (String.valueOf(e.getMessage()).startsWith("WRONGTYPE")) {
                    return WRONG_TYPE.clone();
                }
                throw e;
            }
        });
        return value == null || value.length == 0 || value.length > maxBytes ? null : value;
    }

    @Override
    public void write(String name, byte[] value, Duration age) throws IOException {
        use(link -> {
            CompletableFuture<Void> limit = CompletableFuture.runAsync(link::close, WRITE_LIMIT);
            try {
                return link.call(Command.SET, key(name), value, bytes("PX"), millis(age));
            } finally {
                limit.cancel(false);
            }
        });
    }

    @Override
    public void delete(String name) throws IOException {
        use(link -> link.call(Command.DEL, key(name)));
    }

    @Override
    public boolean claim(String name, String token, Duration expiry) throws IOException {
        byte[] key = bytes(claimKey(name));
        return Boolean.TRUE.equals(use(link -> {
            Object set = link.call(Command.SET, key, bytes(token), bytes("NX"), bytes("PX"), millis(expiry));
            Object owner = set == null ? link.call(Command.GET, key) : null;
            return set != null || (owner != null && RedisLink.text(owner).equals(token));
        }));
    }

    @Override
    public boolean renew(String name, String token, Duration expiry) throws IOException {
        List<String> arguments = List.of(token, Long.toString(expiry.toMillis()));
        return Long.valueOf(1).equals(use(link -> link.run(RENEW, List.of(claimKey(name)), arguments)));
    }

    @Override
    public void release(String name, String token) throws IOException {
        use(link -> link.run(RELEASE, List.of(claimKey(name)), List.of(token, channel, name)));
    }

    @Override
    public void addReleaseListener(Consumer<String> listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    @Override
    public void removeReleaseListener(Consumer<String> listener) {
        listeners.remove(Objects.requireNonNull(listener, "listener"));
    }

    private void onMessage(@Nullable String name) {
        if (name != null) {
            listeners.forEach(listener -> listener.accept(name));
        }
    }

    private byte[] key(String name) {
        return bytes(prefix + name);
    }

    private String claimKey(String name) {
        return prefix + "claim:" + name;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] millis(Duration time) {
        return bytes(Long.toString(Math.max(1, time.toMillis())));
    }

    /** Runs an operation on a connection; again on a new one if Redis had closed it while it was idle. */
    private <T> @Nullable T use(Function<RedisLink, @Nullable T> operation) throws IOException {
        if (closed) {
            throw new IOException(settings.server() + ": this store is closed");
        }
        RedisLink kept = idle.poll();
        RedisLink link = kept == null ? new RedisLink(settings) : kept;
        boolean wasOpen = link.isOpen();
        try {
            return operation.apply(link);
        } catch (JedisConnectionException e) {
            if (wasOpen && !(e.getCause() instanceof SocketTimeoutException)) {
                return repeat(link, operation);
            }
            throw failure(e);
        } catch (RuntimeException e) {
            throw failure(e);
        } finally {
            keep(link);
        }
    }

    private <T> @Nullable T repeat(RedisLink link, Function<RedisLink, @Nullable T> operation) throws IOException {
        try {
            return operation.apply(link);
        } catch (RuntimeException e) {
            throw failure(e);
        }
    }

    private IOException failure(RuntimeException e) {
        if (e instanceof JedisConnectionException) {
            events.reconnect(); // Its connection may be dead without an error.
        }
        String message = settings.server() + ": " + RedisLink.describe(e);
        return e instanceof JedisException ? new IOException(message, e) : new IOException(message);
    }

    private void keep(RedisLink link) {
        idle.push(link);
        if (closed) {
            closeIdle();
        }
    }

    private void closeIdle() {
        for (RedisLink link = idle.poll(); link != null; link = idle.poll()) {
            link.close();
        }
    }

    /** Closes the connections. Further operations fail, so that caches that still use the store continue without it. */
    @Override
    public void close() {
        closed = true;
        events.close();
        closeIdle();
    }

    @Override
    public String toString() {
        return "RedisSpeechStore[" + settings.server() + "]";
    }
}
