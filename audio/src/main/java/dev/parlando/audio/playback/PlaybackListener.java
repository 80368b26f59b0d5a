package dev.parlando.audio.playback;

import dev.parlando.telemetry.TimelineEvent;
import dev.parlando.transcript.TimedWord;

/**
 * A listener for the utterances of a player. Applications may implement this interface.
 *
 * <p>Threading: called on the thread {@code parlando-events} of the player, one call at a time and in order, shortly
 * after the event. The first exception is logged, and none has another effect. If the listeners are more than 10,000 events behind, the
 * oldest are dropped, and {@code SpeechPlayer.droppedEvents()} counts them.
 */
public interface PlaybackListener {
    /** Called when the state of an utterance has changed. */
    default void onStateChanged(Playback playback, PlaybackState from, PlaybackState to) {}

    /** Called when an event was recorded in {@link Playback#timeline()}. */
    default void onTimelineEvent(Playback playback, TimelineEvent event) {}

    /**
     * Called when a word starts playing, if the request asked for
     * {@linkplain dev.parlando.speech.SpeechRequestBuilder#timestamps timestamps}. Words are reported one at a time and
     * in order. An interrupted word is not reported again when the utterance resumes.
     */
    default void onWord(Playback playback, TimedWord word) {}

    /**
     * Called when an utterance resumes after an underrun.
     *
     * @param gapMillis the length of the gap
     */
    default void onUnderrun(Playback playback, double gapMillis) {}

    /** Called when the device was lost, with the reason. The player reopens it or opens another device. */
    default void onDeviceLost(String device, String reason) {}

    /**
     * Called when playback resumes after a device loss.
     *
     * @param gapMillis the time from the loss until playback resumed
     */
    default void onDeviceRecovered(String device, double gapMillis) {}
}
