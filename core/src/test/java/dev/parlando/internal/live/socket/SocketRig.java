package dev.parlando.internal.live.socket;

import dev.parlando.credentials.ApiKeyProvider;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.call.EventLoopShard;
import dev.parlando.internal.call.ShardFixture;
import dev.parlando.internal.credentials.ActiveKeys;
import dev.parlando.internal.event.CallbackExecutor;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.internal.exchange.TestTransportSettings;
import dev.parlando.network.RetryPolicy;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResult;
import dev.parlando.text.LiveTextSettings;
import dev.parlando.transcript.SpeechTiming;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A shard with WebSockets to a {@link ScriptedService}. Its loop runs on the thread of the test, in fake time. */
final class SocketRig implements AutoCloseable {
    static final SpeechRequest SPEECH = SpeechRequest.template()
            .model("eleven_flash_v2_5")
            .outputFormat(OutputFormat.ULAW_8000)
            .build();

    final ScriptedService service;
    final SocketPool pool;
    final EventLoopShard shard;
    boolean handsOver;
    /** Runs before the text of a refused socket is handed over, or is not. */
    Runnable onRefused = () -> {};

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final CallbackExecutor callbacks = new CallbackExecutor(null);
    private final ActiveKeys keys;

    SocketRig(long seed) {
        this(seed, null);
    }

    SocketRig(long seed, @Nullable ApiKeyProvider provider) {
        this(seed, provider, RetryPolicy.DEFAULT);
    }

    SocketRig(long seed, @Nullable ApiKeyProvider provider, RetryPolicy retries) {
        keys = new ActiveKeys(provider, Duration.ofSeconds(1), callbacks);
        channel.freezeTime();
        service = new ScriptedService(channel.eventLoop(), seed);
        shard = ShardFixture.shard(
                channel.eventLoop(),
                keys,
                callbacks,
                TestTransportSettings.of(1, Duration.ZERO, System::nanoTime, retries));
        pool = new SocketPool(channel.eventLoop(), shard.governor(), service);
        shard.closeWith(pool::close);
    }

    /** A handler on the event loop that records all calls. */
    static final class Listener implements ChunkHandler {
        final StringBuilder heard = new StringBuilder();
        final List<SpeechTiming> timings = new ArrayList<>();
        boolean holding;

        @Nullable
        RuntimeException failure;

        @Nullable
        SpeechResult result;

        @Nullable
        ParlandoException error;

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            if (holding) {
                return ChunkAction.HOLD;
            }
            heard.append(StandardCharsets.UTF_8.decode(chunk.toByteBuffer()));
            return ChunkAction.CONTINUE;
        }

        @Override
        public void onTiming(SpeechTiming timing) {
            if (failure != null) {
                throw failure;
            }
            timings.add(timing);
        }

        @Override
        public void onEnd(SpeechResult ended) {
            result = ended;
        }

        @Override
        public void onError(ParlandoException failure) {
            error = failure;
        }

        @Override
        public boolean runsOnEventLoop() {
            return true;
        }

        boolean isOver() {
            return result != null || error != null;
        }
    }

    /** A stream of a text, with its handler. */
    record Speech(LiveText text, Listener listener, SocketCall call) {}

    Speech speak(SocketKind kind) {
        return speak(kind, SPEECH, LiveTextSettings.DEFAULT);
    }

    Speech speak(SocketKind kind, SpeechRequest template, LiveTextSettings settings) {
        LiveText text = LiveText.of(template, settings);
        Listener listener = new Listener();
        return new Speech(text, listener, start(text, kind, listener));
    }

    /** Speaks a text to any handler, and returns the text. */
    LiveText speak(SocketKind kind, ChunkHandler handler) {
        LiveText text = LiveText.of(SPEECH);
        start(text, kind, handler);
        return text;
    }

    private SocketCall start(LiveText text, SocketKind kind, ChunkHandler handler) {
        SocketCall call = new SocketCall(
                text,
                text.reader(Runnable::run),
                kind,
                handler,
                CallOptions.DEFAULT,
                shard,
                new TimelineRecorder(System::nanoTime),
                pool,
                error -> {
                    onRefused.run();
                    return handsOver;
                });
        shard.start(call, call::startTimers);
        call.start("voice");
        run();
        return call;
    }

    /** Runs the loop without letting time pass. */
    void run() {
        channel.runPendingTasks();
    }

    /** Lets time pass. */
    void pass(long millis) {
        run();
        for (long left = millis; left > 0; left -= 10) {
            channel.advanceTimeBy(Math.min(left, 10), TimeUnit.MILLISECONDS);
            channel.runScheduledPendingTasks();
            run();
        }
    }

    /** Returns the number of permits of speech in use. */
    int permits() {
        return shard.governor().speechLimiter(SPEECH.modelId()).snapshot().inFlight();
    }

    @Override
    public void close() {
        run();
        ShardFixture.close(shard);
        run();
        ShardFixture.halt(shard);
        channel.finishAndReleaseAll();
        keys.close();
        callbacks.close();
    }
}
