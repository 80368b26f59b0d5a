package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.internal.jfr.FlightRecord;
import dev.parlando.audio.playback.PlaybackListener;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.playback.Turn;
import dev.parlando.audio.resample.FilterTables;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.error.ParlandoException;
import dev.parlando.internal.event.Events;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.TimelineEvent;
import dev.parlando.transcript.TimedWord;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs the thread {@code parlando-play-n}, which owns a player's sink, and brings utterances, their order, the stage and the
 * listeners together.
 *
 * <p>Threading: any thread may add, withdraw, wake and close.
 */
public final class PlayThread implements Utterance.Player, StageListener {
    /** A device that hangs in its driver must not hang the caller of close; the thread is a daemon. */
    private static final long CLOSE_MILLIS = TimeUnit.SECONDS.toMillis(2);

    private final SpeechSource source;
    private final AudioSink sink;
    private final PlayerSettings settings;
    private final Lineup lineup = new Lineup();
    private final FlightRecord flight = new FlightRecord();
    private final Events<PlaybackListener> events = new Events<>("player");
    private final Tape tape;
    private final Stage stage;
    private final Thread thread = new Thread(this::run);
    /** The device that was lost last, and why; owned by the play thread. */
    private String lostDevice = "";

    private String lossReason = "";
    /** Whether there is something to look at; a sink that waits for its driver uses up what unparks the thread. */
    private final AtomicBoolean woken = new AtomicBoolean();

    private volatile boolean closed;

    public PlayThread(SpeechSource source, AudioSink sink, PlayerSettings settings) {
        this.source = source;
        this.sink = sink;
        this.settings = settings;
        tape = new Tape(sink);
        PrefillTuner tuner = new PrefillTuner(settings.prefillMillis(), settings.maxPrefillMillis());
        Shaping shaping = new Shaping(settings.trimLeadingSilence(), new FilterTables());
        stage = new Stage(tape, sink.clock(), lineup, this, tuner, shaping);
        thread.setName("parlando-play-" + thread.getId());
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    public Events<PlaybackListener> events() {
        return events;
    }

    /**
     * Adds an utterance to play when its turn comes.
     *
     * @throws dev.parlando.error.EngineClosedException if the player is closed
     */
    public void add(Utterance utterance, Turn turn) {
        List<Utterance> leaving = lineup.add(utterance, turn);
        leaving.forEach(Utterance::stop);
        requestAhead();
        wake();
    }

    /** Drops all that wait for their turn. */
    public void clear() {
        lineup.waiting().forEach(Utterance::stop);
    }

    /** Ends what is heard and drops all that wait. */
    public void stop() {
        lineup.all().forEach(Utterance::stop);
    }

    private void run() {
        openAhead();
        while (!closed) {
            long nanos = step();
            if (nanos > 0 && !woken.getAndSet(false)) {
                sink.clock().await(nanos);
            }
        }
        stage.close();
        sink.close();
    }

    /** Does what there is to do; see {@link Stage#step()}. */
    long step() {
        return stage.step();
    }

    /** Opens the sink before anything is said, if asked for; that takes tens of milliseconds the first time. */
    private void openAhead() {
        PcmFormat usual = settings.usualFormat();
        if (usual == null) {
            return;
        }
        try {
            tape.open(usual);
        } catch (RuntimeException e) {
            // The first utterance tries again and reports it.
            System.getLogger(PlayThread.class.getName()).log(System.Logger.Level.DEBUG, "not opened ahead", e);
        }
    }

    /** Asks for the audio of those whose turn is near. */
    void requestAhead() {
        Utterance next = lineup.unrequested(settings.lookAhead());
        while (next != null) {
            try {
                next.request();
            } catch (ParlandoException e) {
                next.end(Wish.fail(e));
            }
            next = lineup.unrequested(settings.lookAhead());
        }
    }

    @Override
    public SpeechStream request(Utterance utterance) {
        return source.stream(utterance.speechRequest(), utterance.feed(), utterance.timeline());
    }

    @Override
    public boolean withdraw(Utterance utterance) {
        return lineup.withdraw(utterance);
    }

    @Override
    public void wake() {
        woken.set(true);
        LockSupport.unpark(thread);
    }

    @Override
    public long nanoTime() {
        return sink.clock().nanoTime();
    }

    @Override
    public void onTurn() {
        requestAhead();
    }

    @Override
    public void onState(Utterance utterance, PlaybackState from, PlaybackState to) {
        if (events.isHeard()) {
            events.tell(listener -> listener.onState(utterance, from, to));
        }
    }

    @Override
    public void onMoment(Utterance utterance, TimelineEvent moment) {
        if (events.isHeard()) {
            events.tell(listener -> listener.onMoment(utterance, moment));
        }
    }

    @Override
    public void onWord(Utterance utterance, TimedWord word) {
        if (events.isHeard()) {
            events.tell(listener -> listener.onWord(utterance, word));
        }
    }

    @Override
    public void onEnd(Utterance utterance) {
        flight.ended(
                utterance.timeline(),
                utterance.state(),
                utterance.positionMillis(),
                utterance.trimmedMillis(),
                utterance.underruns(),
                sink.name());
    }

    @Override
    public void onUnderrun(Utterance utterance, double gapMillis) {
        flight.underrun(gapMillis);
        events.tell(listener -> listener.onUnderrun(utterance, gapMillis));
    }

    @Override
    public void onDeviceLost(String device, String why) {
        lostDevice = device;
        lossReason = why;
        events.tell(listener -> listener.onDeviceLost(device, why));
    }

    @Override
    public void onDeviceFound(String device, double gapMillis) {
        flight.deviceLost(lostDevice, lossReason, gapMillis);
        events.tell(listener -> listener.onDeviceFound(device, gapMillis));
    }

    @Override
    public void onDeviceGivenUp() {
        flight.deviceLost(lostDevice, lossReason, Double.NaN);
    }

    /** Ends all utterances and waits until the sink is closed, except on the play thread itself. */
    public void close() {
        List<Utterance> unfinished = lineup.close();
        unfinished.forEach(utterance -> utterance.end(Wish.fail(Lineup.playerClosed())));
        closed = true;
        wake();
        if (Thread.currentThread() != thread) {
            awaitEnd();
            // Does nothing, unless a device hangs and its utterance with it.
            unfinished.forEach(utterance -> utterance.finish(null));
        }
        events.close();
    }

    private void awaitEnd() {
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
