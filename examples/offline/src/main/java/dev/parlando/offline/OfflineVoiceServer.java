package dev.parlando.offline;

import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.offline.account.Authenticator;
import dev.parlando.offline.account.KeyRegistry;
import dev.parlando.offline.account.OfflineApiKey;
import dev.parlando.offline.account.Secret;
import dev.parlando.offline.account.SingleUseTokens;
import dev.parlando.offline.calls.ApiDispatcher;
import dev.parlando.offline.calls.OfflineFormats;
import dev.parlando.offline.calls.SpeechContext;
import dev.parlando.offline.http.HttpPipelines;
import dev.parlando.offline.http.ProtocolDetector;
import dev.parlando.offline.http.TlsIdentity;
import dev.parlando.offline.limits.EventLoopClock;
import dev.parlando.offline.limits.Workspace;
import dev.parlando.offline.load.KeyUsage;
import dev.parlando.offline.load.ServiceLimits;
import dev.parlando.offline.load.ServiceLoad;
import dev.parlando.offline.load.SocketFaults;
import dev.parlando.offline.sockets.SocketApi;
import dev.parlando.offline.synthesis.SynthesisPool;
import dev.parlando.offline.voices.VoiceCatalog;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server on a loopback port that provides speech without a network. It implements the ElevenLabs calls for speech,
 * voices, models, keys and the account with its own synthesiser.
 *
 * <p>One port accepts HTTP/1.1, WebSocket and HTTP/2: in cleartext by the client's first bytes (prior knowledge), with
 * TLS by ALPN. {@code GET /v2/voices} lists the voices; the standard voice is {@value #STANDARD_VOICE_ID}. All formats of the
 * service are supported, with character times on request. The voice speaks English only, and a text that it cannot
 * speak is refused with an error.
 *
 * <p>Requests are limited by {@link ServiceLimits}. The limits and the {@link ServiceLoad} are available while the
 * server runs, here or with {@code GET} and {@code PUT /offline/limits}. After {@link #close} these methods throw
 * {@link IllegalStateException}. The calls of the service create and change keys. {@code /offline/keys} reports the
 * usage of each key, and can disable a key as the service does when it finds the key in public.
 *
 * <p>Threading: thread safe. One event loop serves all connections and a few workers synthesise speech; the first
 * worker starts loading its voice when the server starts. All threads are daemons. Memory: a client that does not read
 * costs one sentence of audio.
 */
public final class OfflineVoiceServer implements AutoCloseable {
    /** The voice to use when the user names none. */
    public static final String STANDARD_VOICE_ID = VoiceCatalog.STANDARD_ID;

    private static final long CLOSE_SECONDS = 5;

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("parlando-offline-io", true), NioIoHandler.newFactory());
    private final ChannelGroup connections = new DefaultChannelGroup(loop.next(), true);
    private final Secret secret;
    private final KeyRegistry keys;
    private final @Nullable TlsIdentity identity;
    private final SynthesisPool pool;
    private final Workspace workspace;
    private final URI baseUri;

    /** Starts listening. The server owns the pool and closes it even if it cannot listen. */
    OfflineVoiceServer(
            InetSocketAddress address,
            @Nullable TlsIdentity identity,
            Secret secret,
            VoiceCatalog voices,
            SynthesisPool pool,
            ServiceLimits limits,
            double pace,
            boolean latencyHeader) {
        this.secret = secret;
        keys = new KeyRegistry(secret, InstantSource.system());
        this.identity = identity;
        this.pool = pool;
        EventLoopClock time = EventLoopClock.of(loop.next());
        workspace = new Workspace(time, limits);
        SpeechContext context = new SpeechContext(new OfflineFormats(), pool, time, pace, latencyHeader);
        ChannelFuture bound =
                bootstrap(pipelines(voices, context)).bind(address).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            close();
            throw new TransportException(
                    "cannot listen on " + address.getHostString() + ":" + address.getPort()
                            + "; choose another port, or 0 for any free one",
                    bound.cause(),
                    RequestProgress.NOT_SENT);
        }
        connections.add(bound.channel());
        baseUri = uri((InetSocketAddress) bound.channel().localAddress());
    }

    private HttpPipelines pipelines(VoiceCatalog voices, SpeechContext context) {
        SingleUseTokens tokens = new SingleUseTokens(context.time());
        Authenticator authenticator = new Authenticator(keys, tokens);
        return new HttpPipelines(
                new ApiDispatcher(keys, tokens, authenticator, voices, workspace, context),
                new SocketApi(authenticator, voices, workspace, context));
    }

    /** Returns a builder for a server on 127.0.0.1 and any free port, in cleartext, with a random key. */
    public static OfflineVoiceServerBuilder builder() {
        return new OfflineVoiceServerBuilder();
    }

    /** Returns the base URI of the server, such as {@code http://127.0.0.1:40123}. */
    public URI baseUri() {
        return baseUri;
    }

    /**
     * Returns the administrator's key for the header {@code xi-api-key}; it is a secret. It has all permissions and can
     * create other keys.
     */
    public String apiKey() {
        return secret.value();
    }

    /** Returns the id of the administrator's key, which is not secret. */
    public String apiKeyId() {
        return keys.administrator().id();
    }

    /**
     * Returns the usage of a key, even after it was deleted.
     *
     * @throws IllegalArgumentException if no key ever had this id
     */
    public KeyUsage keyUsage(String keyId) {
        return onLoop(() -> keys.find(keyId).map(OfflineApiKey::usage))
                .orElseThrow(() -> new IllegalArgumentException("there is no key with the id " + keyId));
    }

    /** Returns the certificate that clients must trust, in PEM; empty without TLS. */
    public Optional<String> certificatePem() {
        return Optional.ofNullable(identity).map(TlsIdentity::certificatePem);
    }

    /** Returns the current limits. */
    public ServiceLimits limits() {
        return onLoop(workspace::limits);
    }

    /**
     * Changes the limits, which are in force when this method returns. Running requests continue and queued requests
     * stay queued.
     */
    public void limits(ServiceLimits limits) {
        onLoop(() -> {
            workspace.limits(limits);
            return limits;
        });
    }

    /** Returns the load of all model groups together. */
    public ServiceLoad load() {
        return onLoop(workspace::load);
    }

    /**
     * Returns the load of one model group.
     *
     * @param modelGroup the name that {@code GET /v1/models} returns as {@code concurrency_group}
     */
    public ServiceLoad load(String modelGroup) {
        return onLoop(() -> workspace.load(modelGroup));
    }

    /** Returns the faults that sockets inject. */
    public SocketFaults socketFaults() {
        return onLoop(workspace.socketFaults()::current);
    }

    /** Sets the faults that sockets inject, also on open connections. */
    public void socketFaults(SocketFaults faults) {
        onLoop(() -> {
            workspace.socketFaults().set(faults);
            return faults;
        });
    }

    /** Runs a query on the event loop, which owns all state of the server. */
    private <T> T onLoop(Callable<T> task) {
        try {
            return loop.next().submit(task).syncUninterruptibly().getNow();
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the offline voice is closed", e);
        }
    }

    /** Closes all connections and stops all threads. Running responses are truncated. */
    @Override
    public void close() {
        connections.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        pool.close();
        loop.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(2 * CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    private ServerBootstrap bootstrap(HttpPipelines pipelines) {
        return new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel connection) {
                        connections.add(connection);
                        open(connection, pipelines);
                    }
                });
    }

    private void open(SocketChannel connection, HttpPipelines pipelines) {
        if (identity == null) {
            connection.pipeline().addLast(new ProtocolDetector(pipelines));
        } else {
            connection.pipeline().addLast(identity.newTlsHandler(connection), TlsIdentity.newAlpnHandler(pipelines));
        }
    }

    private URI uri(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        String literal = address.getAddress() instanceof Inet6Address ? "[" + host.replaceAll("%.*", "") + "]" : host;
        return URI.create((identity == null ? "http://" : "https://") + literal + ":" + address.getPort());
    }
}
