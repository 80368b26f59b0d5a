package dev.parlando.offline.sockets;

import dev.parlando.offline.account.Authenticator;
import dev.parlando.offline.account.KeyRegistry;
import dev.parlando.offline.account.Secret;
import dev.parlando.offline.account.SingleUseTokens;
import dev.parlando.offline.calls.OfflineFormats;
import dev.parlando.offline.calls.SpeechContext;
import dev.parlando.offline.limits.FakeEventLoopClock;
import dev.parlando.offline.limits.Workspace;
import dev.parlando.offline.load.ServiceLimits;
import dev.parlando.offline.synthesis.FreeTtsSynthesizer;
import dev.parlando.offline.synthesis.SynthesisWorkers;
import dev.parlando.offline.voices.VoiceCatalog;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The sockets of a server without a network, on a fake clock and with synthesis on the thread of the test. */
final class SocketFixture {
    static final String KEY = "0123456789abcdef0123456789abcdef";
    static final String VOICE = "KevinOfflineVoice001";
    static final String OTHER_VOICE = "KevinOfflineVoice002";
    private static final FreeTtsSynthesizer SYNTHESIZER = new FreeTtsSynthesizer();

    final FakeEventLoopClock time = new FakeEventLoopClock();
    final KeyRegistry keys = new KeyRegistry(new Secret(KEY), InstantSource.system());
    final SingleUseTokens tokens = new SingleUseTokens(time);
    final Workspace workspace = new Workspace(time, ServiceLimits.DEFAULT);
    final Workers workers = new Workers();
    ScriptedPeer peer = new ScriptedPeer();
    private final SocketApi api;
    private @Nullable OfflineSocketConnection connection;

    SocketFixture() {
        this(0);
    }

    SocketFixture(double pace) {
        SpeechContext context = new SpeechContext(new OfflineFormats(), workers, time, pace, false);
        api = new SocketApi(new Authenticator(keys, tokens), new VoiceCatalog(), workspace, context);
    }

    /** Workers that keep their tasks until the test runs them. */
    static final class Workers implements SynthesisWorkers {
        private final Queue<Task> tasks = new ArrayDeque<>();
        boolean held;
        boolean stopped;

        @Override
        public void execute(Task task) {
            if (stopped) {
                throw new RejectedExecutionException("stopped");
            }
            tasks.add(task);
        }
    }

    /** Opens {@code stream-input} of the TTS calls with the valid key and the rest of a query. */
    SocketFixture single(String query) {
        return open("/v1/text-to-speech/" + VOICE + "/stream-input?output_format=pcm_16000" + query, KEY);
    }

    SocketFixture multi(String query) {
        return open("/v1/text-to-speech/" + VOICE + "/multi-stream-input?output_format=pcm_16000" + query, KEY);
    }

    SocketFixture dialogue(String path, String query) {
        return open("/v1/text-to-dialogue/" + path + "?output_format=pcm_16000" + query, KEY);
    }

    /** Opens a connection to a new peer. */
    SocketFixture open(String uri, @Nullable String key) {
        peer = new ScriptedPeer();
        connection = api.accept(uri, key, InetAddress.getLoopbackAddress())
                .orElseThrow()
                .apply(peer);
        return this;
    }

    /** Returns whether there is a socket at a path. */
    boolean hasSocket(String uri) {
        return api.accept(uri, KEY, InetAddress.getLoopbackAddress()).isPresent();
    }

    /** Sends messages and runs everything that they cause. */
    SocketFixture send(String... messages) {
        for (String message : messages) {
            connection().receive(message.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
            run();
        }
        return this;
    }

    /** Runs synthesis and the event loop until nothing is left to do, unless the workers are held. */
    void run() {
        peer.runTasks();
        while (!workers.held && !workers.tasks.isEmpty()) {
            workers.tasks.remove().run(() -> SYNTHESIZER).run();
            peer.runTasks();
        }
    }

    void pass(long millis) {
        time.passMillis(millis);
        run();
    }

    OfflineSocketConnection connection() {
        return Objects.requireNonNull(connection);
    }
}
