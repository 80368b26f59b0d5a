package dev.parlando.audio.internal.player;

import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.TimelineEvent;
import dev.parlando.transcript.TimedWord;

/** The services of a player that its utterances share. */
interface UtterancePlayer {
    /** Requests the audio of an utterance. */
    SpeechStream request(Utterance utterance);

    /** Removes an utterance from the queue if it is still waiting. Returns whether it was removed. */
    boolean removeWaiting(Utterance utterance);

    /** Wakes the playback thread to process a change. */
    void wake();

    /** Returns the time of the clock by which the sink plays. */
    long nanoTime();

    /** Called when the state has changed. */
    void onStateChanged(Utterance utterance, PlaybackState from, PlaybackState to);

    /** Called when a time was recorded in the timeline. */
    void onTimelineEvent(Utterance utterance, TimelineEvent event);

    /** Called when a word starts playing. */
    void onWord(Utterance utterance, TimedWord word);

    /** Called when an utterance has ended and its counters are final. */
    void onEnd(Utterance utterance);
}
