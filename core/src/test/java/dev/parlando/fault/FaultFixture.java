package dev.parlando.fault;

import dev.parlando.SpeechEngine;
import dev.parlando.SpeechEngineBuilder;
import dev.parlando.credentials.ApiKey;
import dev.parlando.network.RetryPolicy;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import io.netty.handler.codec.http2.Http2Settings;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The environment of one fault. Holds the servers and engines that its script starts. {@link #close()} checks that the
 * engines left no resources open.
 */
final class FaultFixture implements AutoCloseable {
    /** The timeout of every wait; generous, because test machines can be busy. */
    static final long LIMIT_SECONDS = Long.getLong("faults.limitSeconds", 30);

    static final String KEY = "sk_0123456789abcdef";
    static final String TEXT = "Swordfish at dawn";
    /** The smallest window that an engine accepts. */
    static final int WINDOW = 65_535;

    static final long LIMIT_MILLIS = TimeUnit.SECONDS.toMillis(LIMIT_SECONDS);

    private final WireProtocol wire;
    private final ServerIdentity identity;
    private final Function<SpeechEngine, SpeechSource> front;
    private final SevereLogCheck alarms = new SevereLogCheck();
    private final Set<Thread> threadsBefore = engineThreads();
    private final List<SpeechEngine> engines = new ArrayList<>();
    private final List<ScriptedServer> servers = new ArrayList<>();
    private final List<RawPeer> peers = new ArrayList<>();
    private @Nullable CollectingHandler spoken;

    FaultFixture(WireProtocol wire, ServerIdentity identity) {
        this(wire, identity, engine -> engine);
    }

    /**
     * Creates an environment for the test of another source.
     *
     * @param front returns that source for an engine, which {@link #speak(URI)} and {@link #speakOn} use in its place
     */
    FaultFixture(WireProtocol wire, ServerIdentity identity, Function<SpeechEngine, SpeechSource> front) {
        this.wire = wire;
        this.identity = identity;
        this.front = front;
    }

    WireProtocol wire() {
        return wire;
    }

    ServerIdentity identity() {
        return identity;
    }

    /** Starts a server with a correct HTTP/2 implementation. */
    ScriptedServer serve(Consumer<ScriptedStream> answer) throws Exception {
        return serve(Http2Settings.defaultSettings(), answer);
    }

    ScriptedServer serve(Http2Settings settings, Consumer<ScriptedStream> answer) throws Exception {
        ScriptedServer server = wire.secure()
                ? ScriptedServer.startTls(ServerTls.of(identity.valid(), wire.alpn()), settings, answer)
                : ScriptedServer.start(settings, answer);
        servers.add(server);
        return server;
    }

    /** Starts a peer at the frame level. */
    RawPeer http2(Http2Peer.Script script) throws Exception {
        return peer(connection -> script.serve(new Http2Peer(connection)));
    }

    /** Starts a peer at the byte level. */
    RawPeer peer(RawPeer.Script script) throws Exception {
        return keep(new RawPeer(wire.secure() ? ServerIdentity.jdk(identity.valid()) : null, wire.alpn(), script));
    }

    RawPeer keep(RawPeer peer) {
        peers.add(peer);
        return peer;
    }

    ScriptedServer keep(ScriptedServer server) {
        servers.add(server);
        return server;
    }

    /** Starts an engine that reports every failure immediately, without retries. */
    SpeechEngine engine(URI baseUrl) {
        return engine(baseUrl, builder -> builder);
    }

    SpeechEngine engine(URI baseUrl, UnaryOperator<SpeechEngineBuilder> change) {
        SpeechEngineBuilder builder = SpeechEngine.builder()
                .baseUrl(baseUrl)
                .apiKey(ApiKey.of(KEY))
                .streamWindowBytes(WINDOW)
                .retryPolicy(RetryPolicy.NONE);
        if (baseUrl.getScheme().equals("https")) {
            builder.trustedCertificates(identity.pem());
        }
        SpeechEngine engine = change.apply(builder).build();
        engines.add(engine);
        return engine;
    }

    static SpeechRequest request() {
        return SpeechRequest.builder(TEXT)
                .voice("voice1")
                .outputFormat(OutputFormat.PCM_24000)
                .build();
    }

    /** Speaks once on a new engine and returns the outcome. */
    StreamOutcome speak(URI baseUrl) {
        return speakOn(engine(baseUrl));
    }

    /** Speaks once on the source in front of an engine. */
    StreamOutcome speakOn(SpeechEngine engine) {
        CollectingHandler collected = start(front.apply(engine));
        spoken = collected;
        return StreamOutcome.of(collected);
    }

    /** Returns the audio of {@link #speakOn}, or null if the fault was not caused by way of the source in front. */
    byte @Nullable [] spoken() {
        return spoken == null ? null : spoken.bytes();
    }

    static StreamOutcome speak(SpeechEngine engine) {
        return StreamOutcome.of(start(engine));
    }

    /** Speaks once, with timestamps. */
    static StreamOutcome speakTimed(SpeechEngine engine) {
        CollectingHandler collected = new CollectingHandler();
        engine.stream(request().toBuilder().timestamps(true).build(), collected);
        return StreamOutcome.of(collected);
    }

    /** Speaks once and returns without waiting. */
    static CollectingHandler start(SpeechSource source) {
        CollectingHandler collected = new CollectingHandler();
        source.stream(request(), collected);
        return collected;
    }

    /** Closes the engines and servers, and fails if an engine left resources open. */
    @Override
    public void close() throws IOException {
        try {
            checkStreams();
            engines.forEach(Permits::awaitNone);
            engines.forEach(SpeechEngine::close);
            checkConnections();
            checkThreads();
            peers.forEach(RawPeer::check);
            alarms.check();
        } finally {
            alarms.close();
            engines.forEach(SpeechEngine::close);
            servers.forEach(ScriptedServer::close);
            for (RawPeer peer : peers) {
                peer.close();
            }
        }
    }

    private void checkStreams() {
        for (ScriptedServer server : servers) {
            none("streams that the server sees", server.awaitNoStreams(LIMIT_MILLIS));
        }
    }

    private void checkConnections() {
        for (ScriptedServer server : servers) {
            none("connections that the server sees", server.awaitNoConnections(LIMIT_MILLIS));
        }
        for (RawPeer peer : peers) {
            none("connections that the peer sees", peer.awaitNoConnections(LIMIT_MILLIS));
        }
    }

    private void checkThreads() {
        Set<Thread> left = engineThreads();
        left.removeAll(threadsBefore);
        for (Thread thread : left) {
            if (!ended(thread)) {
                throw new AssertionError("the thread " + thread.getName() + " is left");
            }
        }
    }

    private static boolean ended(Thread thread) {
        try {
            thread.join(LIMIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }

    private static void none(String what, int count) {
        if (count > 0) {
            throw new AssertionError(what + " are left: " + count);
        }
    }

    private static Set<Thread> engineThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("parlando-"))
                .collect(Collectors.toSet());
    }
}
