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
import dev.parlando.offline.http.PortListener;
import dev.parlando.offline.http.ProtocolDetector;
import dev.parlando.offline.http.TlsIdentity;
import dev.parlando.offline.limits.EventLoopClock;
import dev.parlando.offline.limits.Workspace;
import dev.parlando.offline.load.ConnectionFault;
import dev.parlando.offline.load.KeyUsage;
import dev.parlando.offline.load.ServiceLimits;
import dev.parlando.offline.load.ServiceLoad;
import dev.parlando.offline.load.SocketFaults;
import dev.parlando.offline.record.RequestLog;
import dev.parlando.offline.script.AnswerPlan;
import dev.parlando.offline.script.AnswerQueue;
import dev.parlando.offline.sockets.SocketApi;
import dev.parlando.offline.synthesis.SynthesisPool;
import dev.parlando.offline.voices.VoiceCatalog;
import io.netty.channel.ChannelFuture;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
    private final RequestLog log;
    private final AnswerQueue answers = new AnswerQueue();
    private final PortListener listener;
    private final URI baseUri;

    /** Starts listening. The server owns the pool and closes it even if it cannot listen. */
    OfflineVoiceServer(
            InetSocketAddress address,
            @Nullable TlsIdentity identity,
            Secret secret,
            VoiceCatalog voices,
            SynthesisPool pool,
            ServerOptions options) {
        this.secret = secret;
        keys = new KeyRegistry(secret, InstantSource.system());
        this.identity = identity;
        this.pool = pool;
        ManualClock clock = options.clock();
        EventLoopClock time = clock == null ? EventLoopClock.of(loop.next()) : clock.on(loop.next());
        workspace = new Workspace(time, options.limits());
        log = new RequestLog(options.recording());
        SpeechContext context =
                new SpeechContext(new OfflineFormats(), pool, time, options.pace(), options.latencyHeader());
        HttpPipelines pipelines = pipelines(voices, context);
        listener = new PortListener(loop, connections, connection -> open(connection, pipelines));
        ChannelFuture bound = listener.listen(address);
        if (!bound.isSuccess()) {
            close();
            throw new TransportException(
                    "cannot listen on " + address.getHostString() + ":" + address.getPort()
                            + "; choose another port, or 0 for any free one",
                    bound.cause(),
                    RequestProgress.NOT_SENT);
        }
        baseUri = uri(listener.address());
    }

    private HttpPipelines pipelines(VoiceCatalog voices, SpeechContext context) {
        SingleUseTokens tokens = new SingleUseTokens(context.time());
        Authenticator authenticator = new Authenticator(keys, tokens);
        return new HttpPipelines(
                new ApiDispatcher(keys, tokens, authenticator, voices, workspace, answers, context),
                new SocketApi(authenticator, voices, workspace, context),
                log);
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

    /**
     * Sets the answers of the next speech requests over HTTP, one for each, in the order of their arrival. Requests
     * beyond them have the {@linkplain #answerAlways standard answer}. A request that the service would refuse as
     * invalid takes none.
     */
    public void answer(SpeechAnswer... next) {
        List<AnswerPlan> plans = Stream.of(next).map(SpeechAnswer::plan).toList();
        run(() -> answers.add(plans));
    }

    /** Sets the answer of all speech requests over HTTP without one of their own. At the start, the offline voice answers. */
    public void answerAlways(SpeechAnswer standard) {
        AnswerPlan plan = standard.plan();
        run(() -> answers.setStandard(plan));
    }

    /** Sets the fault that every new connection meets. Open connections stay open; {@link #cutConnections} ends them. */
    public void connectionFault(ConnectionFault fault) {
        listener.setFault(Objects.requireNonNull(fault, "fault"));
    }

    /** Closes all open connections. Running responses are truncated. */
    public void cutConnections() {
        connections.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    /** Returns the number of open connections. */
    public int openConnections() {
        return connections.size();
    }

    /** Waits until all connections are closed, and returns the number of those that are still open after the limit. */
    public int awaitConnections(Duration limit) {
        connections.newCloseFuture().awaitUninterruptibly(limit.toMillis(), TimeUnit.MILLISECONDS);
        return openConnections();
    }

    /**
     * Returns the speech requests, over HTTP and WebSocket.
     *
     * @throws IllegalStateException if the server does not {@linkplain OfflineVoiceServerBuilder#recordRequests record}
     */
    public RecordedRequests requests() {
        return recorded(true);
    }

    /** Returns the requests for anything but speech, such as voices and models; otherwise the same as {@link #requests}. */
    public RecordedRequests otherRequests() {
        return recorded(false);
    }

    private RecordedRequests recorded(boolean speech) {
        if (!log.isKeeping()) {
            throw new IllegalStateException("the server records no requests; set recordRequests(true) of its builder");
        }
        return new RecordedRequests(log, speech);
    }

    /** Removes all scripted answers, faults and recorded requests, and sets the limits. Open connections stay open. */
    public void reset(ServiceLimits limits) {
        run(answers::clear);
        connectionFault(ConnectionFault.NONE);
        socketFaults(SocketFaults.NONE);
        limits(limits);
        log.clear();
    }

    private void run(Runnable task) {
        onLoop(() -> {
            task.run();
            return true;
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
        listener.close();
        connections.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
        pool.close();
        loop.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(2 * CLOSE_SECONDS, TimeUnit.SECONDS);
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
