package dev.parlando.offline;

import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.offline.account.KeyRegistry;
import dev.parlando.offline.account.OfflineApiKey;
import dev.parlando.offline.account.Secret;
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
 * Speaks without a network: a server on a loopback port that understands the ElevenLabs calls for speech, voices, models,
 * keys and the account, and answers with a synthesiser of its own.
 *
 * <p>One port takes HTTP/1.1 and HTTP/2: in cleartext by the client's first bytes (prior knowledge), with TLS by ALPN.
 * Voices are listed by {@code GET /v2/voices}; the standard one is {@value #STANDARD_VOICE_ID}. All formats of the
 * service are there, with the times of the characters if they are asked for. The voice speaks English, and says so when it cannot speak a text.
 *
 * <p>Requests are limited as {@link ServiceLimits} says. Limits and {@link ServiceLoad} can be had while the server runs,
 * here or by {@code GET} and {@code PUT /offline/limits}; once it is closed that is an {@link IllegalStateException}.
 * Keys are made and changed by the calls of the service; {@code /offline/keys} tells what each was used for, and disables
 * one as the service does that finds it in public.
 *
 * <p>Threading: thread safe. One event loop serves all connections; a few workers synthesise, the first of which begins
 * to load its voice at the start. All are daemons. Memory: a client that does not read costs a sentence of audio.
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

    /** Starts to listen; the pool is closed with the server, also if it cannot listen. */
    OfflineVoiceServer(
            InetSocketAddress address,
            @Nullable TlsIdentity identity,
            Secret secret,
            VoiceCatalog voices,
            SynthesisPool pool,
            ServiceLimits limits,
            double pace) {
        this.secret = secret;
        keys = new KeyRegistry(secret, InstantSource.system());
        this.identity = identity;
        this.pool = pool;
        EventLoopClock time = EventLoopClock.of(loop.next());
        workspace = new Workspace(time, limits);
        ApiDispatcher api =
                new ApiDispatcher(keys, voices, workspace, new SpeechContext(new OfflineFormats(), pool, time, pace));
        ChannelFuture bound = bootstrap(new HttpPipelines(api)).bind(address).awaitUninterruptibly();
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

    /** Returns a builder for a server on 127.0.0.1, any free port, in cleartext, with a random key. */
    public static OfflineVoiceServerBuilder builder() {
        return new OfflineVoiceServerBuilder();
    }

    /** Returns where the server listens, such as {@code http://127.0.0.1:40123}. */
    public URI baseUri() {
        return baseUri;
    }

    /**
     * Returns the administrator's key, for the header {@code xi-api-key}; it is a secret. It may do everything, and make
     * other keys.
     */
    public String apiKey() {
        return secret.value();
    }

    /** Returns the id of the administrator's key, which is no secret. */
    public String apiKeyId() {
        return keys.administrator().id();
    }

    /**
     * Returns what a key was used for; also after it was deleted.
     *
     * @throws IllegalArgumentException if there was never a key of that id
     */
    public KeyUsage keyUsage(String keyId) {
        return onLoop(() -> keys.find(keyId).map(OfflineApiKey::usage))
                .orElseThrow(() -> new IllegalArgumentException("there is no key of the id " + keyId));
    }

    /** Returns the certificate that clients must trust, in PEM; nothing without TLS. */
    public Optional<String> certificatePem() {
        return Optional.ofNullable(identity).map(TlsIdentity::certificatePem);
    }

    /** Returns the limits in force. */
    public ServiceLimits limits() {
        return onLoop(workspace::limits);
    }

    /** Changes the limits; when this returns they are in force. What runs goes on, and what is queued stays queued. */
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

    /** Returns the load of one model group, named as {@code GET /v1/models} names it in {@code concurrency_group}. */
    public ServiceLoad load(String modelGroup) {
        return onLoop(() -> workspace.load(modelGroup));
    }

    /** Asks the event loop, whose state is nobody else's to see. */
    private <T> T onLoop(Callable<T> task) {
        try {
            return loop.next().submit(task).syncUninterruptibly().getNow();
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the offline voice is closed", e);
        }
    }

    /** Closes every connection and ends every thread; what is being spoken breaks off. */
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
