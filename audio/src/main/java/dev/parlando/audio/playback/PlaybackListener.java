package dev.parlando.audio.playback;

import dev.parlando.telemetry.TimelineEvent;
import dev.parlando.transcript.TimedWord;

/**
 * Is told what happens to the utterances of a player; implemented by users.
 *
 * <p>Threading: called on the thread {@code parlando-events} of the player, one call at a time and in order, soon after
 * the fact. What a listener throws is logged and changes nothing; one that falls far behind misses the oldest.
 */
public interface PlaybackListener {
    /** Is told that an utterance went from one state to another. */
    default void onStateChanged(Playback playback, PlaybackState from, PlaybackState to) {}

    /** Is told that a moment of an utterance has come, as its {@link Playback#timeline()} has it. */
    default void onTimelineEvent(Playback playback, TimelineEvent event) {}

    /**
     * Is told that a word begins to be heard, if the request asked for
     * {@linkplain dev.parlando.speech.SpeechRequestBuilder#timestamps timestamps}; one at a time and in order. A word that
     * is interrupted is not told again when the sound goes on.
     */
    default void onWord(Playback playback, TimedWord word) {}

    /**
     * Is told that an utterance that had run dry goes on.
     *
     * @param gapMillis how long nothing of it was heard
     */
    default void onUnderrun(Playback playback, double gapMillis) {}

    /** Is told that the device was lost, and why; it is opened again, or else another one. */
    default void onDeviceLost(String device, String reason) {}

    /**
     * Is told that the sound goes on after a device was lost.
     *
     * @param gapMillis how long it was gone
     */
    default void onDeviceRecovered(String device, double gapMillis) {}
}
