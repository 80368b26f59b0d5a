package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.gain.MasterControls;
import dev.parlando.audio.internal.sink.SinkStart;
import dev.parlando.audio.playback.PlaybackListener;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.SinkClock;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.EngineThread;
import dev.parlando.internal.event.EventDispatcher;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.TimelineEvent;
import dev.parlando.transcript.TimedWord;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread {@code parlando-play-n}, which owns a player's sink. It connects the utterance queue, the playback loop
 * and the listeners.
 *
 * <p>Threading: {@link #add}, {@link #removeWaiting}, {@link #wake} and {@link #close} are safe from any thread.
 */
public final class PlaybackThread implements UtterancePlayer {
    /**
     * The maximum time to wait in {@link #close}. A device that hangs in its driver must not block the caller, and the
     * thread is a daemon.
     */
    private static final long CLOSE_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private final SpeechSource source;
    private final AudioSink sink;
    private final SinkClock clock;
    private final PlayerSettings settings;
    private final UtteranceQueue queue = new UtteranceQueue();
    private final MasterControls controls = new MasterControls(this::wake);
    private final PlaybackEvents events;
    private final ReplayableSink replayableSink;
    private final PlaybackLoop loop;
    private final Thread thread;
    /** Whether new work is pending. A sink that waits for its driver may consume the permit that unparks the thread. */
    private final AtomicBoolean wakeRequested = new AtomicBoolean();

    private volatile boolean closed;

    public PlaybackThread(SpeechSource source, AudioSink sink, PlayerSettings settings) {
        this(source, sink, settings, task -> EngineThread.create("parlando-filter", task)
                .start());
    }

    /** Creates a thread that computes the filters for sample-rate conversion on an executor. */
    PlaybackThread(SpeechSource source, AudioSink sink, PlayerSettings settings, Executor filterExecutor) {
        this.source = source;
        this.sink = sink;
        this.clock = SinkStart.clock(sink);
        this.settings = settings;
        events = new PlaybackEvents(sink);
        PcmFormat preopenFormat = settings.preopenFormat();
        replayableSink = new ReplayableSink(sink, preopenFormat == null ? LosslessFormat.LOWEST : preopenFormat);
        FilterPreparation filters = new FilterPreparation(filterExecutor, this::wake);
        loop = new PlaybackLoop(
                replayableSink, clock, queue, events, this::requestUpcoming, filters, controls, settings);
        thread = EngineThread.createTimed("parlando-play", this::run);
        thread.setName("parlando-play-" + thread.getId());
    }

    public void start() {
        thread.start();
    }

    /** Returns the pause, gain and mute of the player. */
    public MasterControls controls() {
        return controls;
    }

    public EventDispatcher<PlaybackListener> listeners() {
        return events.listeners();
    }

    public LevelDispatcher levels() {
        return events.levels();
    }

    /**
     * Adds an utterance at a queue position.
     *
     * @throws dev.parlando.error.EngineClosedException if the player is closed
     */
    public void add(Utterance utterance, QueuePosition position) {
        List<Utterance> displaced = queue.add(utterance, position);
        displaced.forEach(Utterance::stop);
        requestUpcoming();
        wake();
    }

    /** Drops all waiting utterances. */
    public void clearQueue() {
        queue.waiting().forEach(Utterance::stop);
    }

    /** Returns a future that completes when all utterances added so far have ended, in whichever way. */
    public CompletableFuture<Boolean> drained() {
        CompletableFuture<?>[] ends = queue.all().stream().map(Utterance::ended).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(ends).handle((ended, failure) -> true);
    }

    /** Stops the utterance being played and drops all waiting ones. */
    public void stop() {
        queue.all().forEach(Utterance::stop);
    }

    private void run() {
        preopenSink();
        while (!closed) {
            long nanos = step();
            if (nanos > 0 && !wakeRequested.getAndSet(false)) {
                await(nanos);
            }
        }
        loop.close();
        events.tryOnSink("failed to close", sink::close);
    }

    private void await(long nanos) {
        try {
            clock.await(nanos);
        } catch (RuntimeException | Error e) {
            loop.fail(e);
            SinkClock.SYSTEM.await(nanos);
        }
    }

    /** Performs the pending work; see {@link PlaybackLoop#step()}. */
    long step() {
        return loop.step();
    }

    /** Opens the sink before the first utterance if configured, since the first opening takes tens of milliseconds. */
    private void preopenSink() {
        PcmFormat preopenFormat = settings.preopenFormat();
        if (preopenFormat == null) {
            return;
        }
        try {
            replayableSink.open(preopenFormat);
        } catch (RuntimeException | Error e) {
            // The first utterance opens the sink again and reports the error.
            System.getLogger(PlaybackThread.class.getName()).log(System.Logger.Level.DEBUG, "not opened ahead", e);
        }
    }

    /** Requests the audio of the utterances that will be played soon. */
    private void requestUpcoming() {
        Utterance next = queue.nextUnrequested(settings.lookAhead());
        while (next != null) {
            try {
                next.request();
            } catch (RuntimeException | Error e) {
                next.endWith(PlaybackCommand.fail(ParlandoException.from(e)));
            }
            next = queue.nextUnrequested(settings.lookAhead());
        }
    }

    @Override
    public SpeechStream request(Utterance utterance) {
        return utterance.streamFrom(source);
    }

    @Override
    public boolean removeWaiting(Utterance utterance) {
        return queue.removeWaiting(utterance);
    }

    @Override
    public void wake() {
        wakeRequested.set(true);
        LockSupport.unpark(thread);
    }

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    @Override
    public void onStateChanged(Utterance utterance, PlaybackState from, PlaybackState to) {
        events.onStateChanged(utterance, from, to);
    }

    @Override
    public void onTimelineEvent(Utterance utterance, TimelineEvent event) {
        events.onTimelineEvent(utterance, event);
    }

    @Override
    public void onWord(Utterance utterance, TimedWord word) {
        events.onWord(utterance, word);
    }

    @Override
    public void onEnd(Utterance utterance) {
        events.onEnd(utterance);
    }

    /** Ends all utterances and waits until the sink is closed. Does not wait if called on the playback thread. */
    public void close() {
        List<Utterance> unfinished = queue.close();
        unfinished.forEach(utterance -> utterance.endWith(PlaybackCommand.fail(UtteranceQueue.playerClosedError())));
        closed = true;
        wake();
        if (Thread.currentThread() != thread) {
            awaitTermination();
            // Has an effect only if a device hangs and its utterance has not ended.
            unfinished.forEach(utterance -> utterance.finish(null));
        }
        events.listeners().close();
        events.levels().close();
    }

    private void awaitTermination() {
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
