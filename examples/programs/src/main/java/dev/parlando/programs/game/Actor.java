package dev.parlando.programs.game;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackListener;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.playback.Turn;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.transcript.TimedWord;
import org.jspecify.annotations.Nullable;

/**
 * Speaks lines, and knows how that looks now.
 *
 * <p>Threading: the thread of the window lets it speak and looks at it, and the player tells it of words; what changes is
 * one volatile reference to something immutable, which only synchronized methods change.
 */
final class Actor implements PlaybackListener {
    private final SpeechPlayer player;
    private final MeteredSink sink;
    private final SpeechRequest manner;
    private volatile @Nullable Act act;

    /**
     * Is a line that is or was spoken.
     *
     * @param word the word that was told last; null before the first
     * @param wordNanos when that was told, by the clock of the sink
     * @param end what is to be seen when it is over; null before
     */
    private record Act(Playback playback, String line, @Nullable TimedWord word, long wordNanos, @Nullable Scene end) {
        Act over(Caption caption, String status) {
            return new Act(playback, line, null, 0, new Scene(caption, Mouth.CLOSED, 0, status));
        }
    }

    /**
     * Makes an actor who is silent.
     *
     * @param sink the one that the player plays on
     * @param manner a request for whatever text, which says how all is spoken
     */
    Actor(SpeechPlayer player, MeteredSink sink, SpeechRequest manner) {
        this.player = player;
        this.sink = sink;
        this.manner = manner.toBuilder().timestamps(true).build();
        player.addListener(this);
    }

    /** Says a line at once. */
    synchronized void say(String line) {
        Playback playback = player.say(manner.toBuilder().text(line).build(), Turn.NOW);
        act = new Act(playback, line, null, 0, null);
        playback.completion().whenComplete((result, failure) -> end(playback, result, failure));
    }

    /** Is silent at once. */
    void stop() {
        player.stop();
    }

    @Override
    public synchronized void onWord(Playback playback, TimedWord word) {
        Act now = act;
        if (now != null && now.playback() == playback && now.end() == null) {
            act = new Act(playback, now.line(), word, sink.clock().nanoTime(), null);
        }
    }

    private synchronized void end(Playback playback, @Nullable PlaybackResult result, @Nullable Throwable failure) {
        Act now = act;
        if (now == null || now.playback() != playback) {
            return;
        }
        String heard = playback.heardText();
        if (result == null) {
            act = now.over(
                    Caption.after(now.line(), heard), failure == null ? "" : String.valueOf(failure.getMessage()));
        } else if (result.stopped()) {
            long percent = Math.round(100.0 * heard.length() / now.line().length());
            act = now.over(Caption.after(now.line(), heard), "Stopped: " + percent + " % was heard.");
        } else {
            act = now.over(Caption.after(now.line(), now.line()), "Heard to the end.");
        }
    }

    /** Returns what is to be seen now. */
    Scene scene() {
        Act now = act;
        if (now == null) {
            return new Scene(Caption.NONE, Mouth.CLOSED, 0, "Choose what I say.");
        }
        Scene end = now.end();
        if (end != null) {
            return end;
        }
        double loudness = sink.loudness();
        TimedWord word = now.word();
        double positionMillis =
                word == null ? 0 : word.startMillis() + (sink.clock().nanoTime() - now.wordNanos()) / 1e6;
        return new Scene(Caption.at(now.line(), word), Mouth.at(word, positionMillis, loudness), loudness, "");
    }
}
