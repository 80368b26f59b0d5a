package dev.parlando.audio.internal.player;

import dev.parlando.audio.internal.jfr.JfrPlaybackRecorder;
import dev.parlando.audio.internal.sink.SinkNames;
import dev.parlando.audio.playback.PlaybackListener;
import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.internal.event.EventDispatcher;
import dev.parlando.telemetry.TimelineEvent;
import dev.parlando.transcript.TimedWord;

/**
 * The events of a player, which are dispatched to its listeners and recorded in JFR.
 *
 * <p>Threading: events of one utterance may come from any thread. Underruns and device losses come from the playback
 * thread only.
 */
final class PlaybackEvents {
    private final AudioSink sink;
    private final EventDispatcher<PlaybackListener> listeners = new EventDispatcher<>("player");
    private final LevelDispatcher levels = new LevelDispatcher();
    /** The device lost most recently, and the reason; owned by the playback thread. */
    private String lostDevice = "";

    private String lostReason = "";

    PlaybackEvents(AudioSink sink) {
        this.sink = sink;
    }

    String sinkName() {
        return SinkNames.of(sink);
    }

    /** Runs a last call to the sink. Logs anything that it throws, with the {@code problem}. */
    void tryOnSink(String problem, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            String message = "sink '" + sinkName() + "' " + problem;
            System.getLogger(PlaybackEvents.class.getName()).log(System.Logger.Level.WARNING, message, e);
        }
    }

    EventDispatcher<PlaybackListener> listeners() {
        return listeners;
    }

    LevelDispatcher levels() {
        return levels;
    }

    void onStateChanged(Utterance utterance, PlaybackState from, PlaybackState to) {
        if (listeners.hasListeners()) {
            listeners.dispatch(listener -> listener.onStateChanged(utterance, from, to));
        }
    }

    void onTimelineEvent(Utterance utterance, TimelineEvent event) {
        if (listeners.hasListeners()) {
            listeners.dispatch(listener -> listener.onTimelineEvent(utterance, event));
        }
    }

    void onWord(Utterance utterance, TimedWord word) {
        if (listeners.hasListeners()) {
            listeners.dispatch(listener -> listener.onWord(utterance, word));
        }
    }

    /** Called when an utterance has ended and its counters are final. */
    void onEnd(Utterance utterance) {
        JfrPlaybackRecorder.recordEnd(
                utterance.timeline(),
                utterance.state(),
                utterance.positionMillis(),
                utterance.trimmedMillis(),
                utterance.underruns(),
                sinkName());
    }

    /** Called when an utterance resumes after an underrun. */
    void onUnderrun(Utterance utterance, double gapMillis) {
        JfrPlaybackRecorder.recordUnderrun(gapMillis);
        listeners.dispatch(listener -> listener.onUnderrun(utterance, gapMillis));
    }

    /** Called when the device of the sink was lost. */
    void onDeviceLost(String reason) {
        String device = sinkName();
        lostDevice = device;
        lostReason = reason;
        listeners.dispatch(listener -> listener.onDeviceLost(device, reason));
    }

    /** Called when playback resumes after a device loss. The sink may play on another device now. */
    void onDeviceRecovered(double gapMillis) {
        String device = sinkName();
        JfrPlaybackRecorder.recordDeviceLost(lostDevice, lostReason, gapMillis);
        listeners.dispatch(listener -> listener.onDeviceRecovered(device, gapMillis));
    }

    /** Called when the recovery from a device loss was given up. */
    void onRecoveryFailed() {
        JfrPlaybackRecorder.recordDeviceLost(lostDevice, lostReason, Double.NaN);
    }
}
