package dev.parlando.audio.internal.player;

import dev.parlando.audio.playback.PlaybackState;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.TimelineEvent;
import dev.parlando.transcript.TimedWord;
import java.util.ArrayList;
import java.util.List;

/**
 * A recorder of reported words and of the playback position at each report. All other calls are delegated to the
 * player.
 */
final class WordRecorder implements UtterancePlayer {
    private final UtterancePlayer player;
    private final List<TimedWord> words = new ArrayList<>();
    private final List<Double> positionsMillis = new ArrayList<>();

    WordRecorder(UtterancePlayer player) {
        this.player = player;
    }

    List<String> texts() {
        return words.stream().map(TimedWord::text).toList();
    }

    List<TimedWord> words() {
        return words;
    }

    /** Returns the distance between the start of each word and the playback position at its report. */
    List<Double> lateMillis() {
        List<Double> late = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            late.add(positionsMillis.get(i) - words.get(i).startMillis());
        }
        return late;
    }

    @Override
    public void onWord(Utterance utterance, TimedWord word) {
        words.add(word);
        positionsMillis.add(utterance.positionMillis());
        player.onWord(utterance, word);
    }

    @Override
    public SpeechStream request(Utterance utterance) {
        return player.request(utterance);
    }

    @Override
    public boolean removeWaiting(Utterance utterance) {
        return player.removeWaiting(utterance);
    }

    @Override
    public void wake() {
        player.wake();
    }

    @Override
    public long nanoTime() {
        return player.nanoTime();
    }

    @Override
    public void onStateChanged(Utterance utterance, PlaybackState from, PlaybackState to) {
        player.onStateChanged(utterance, from, to);
    }

    @Override
    public void onTimelineEvent(Utterance utterance, TimelineEvent moment) {
        player.onTimelineEvent(utterance, moment);
    }

    @Override
    public void onEnd(Utterance utterance) {
        player.onEnd(utterance);
    }
}
