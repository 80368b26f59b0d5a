package dev.parlando.programs.game;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.LevelListener;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackListener;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.playback.QueuePosition;
import dev.parlando.audio.sink.SinkClock;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.transcript.TimedWord;
import org.jspecify.annotations.Nullable;

/**
 * A character that speaks lines and provides the scene to draw at any moment.
 *
 * <p>Threading: the window thread starts lines and reads scenes, and the player's listener threads report words and the
 * level. The state is one volatile reference to an immutable object, which only synchronized methods replace.
 */
final class SpeakingCharacter implements PlaybackListener, LevelListener {
    /** The level at or below which the loudness is 0. It is 1 at or above {@link #LOUD_DECIBELS}. */
    private static final double SILENT_DECIBELS = -48;

    private static final double LOUD_DECIBELS = -12;

    private final SpeechPlayer player;
    private final SinkClock clock;
    private final SpeechRequest template;
    private volatile double loudness;
    private volatile @Nullable SpokenLine current;

    /**
     * A line that is being spoken or was spoken.
     *
     * @param word the word reported last; null before the first
     * @param wordNanos the time of that report on the sink's clock
     * @param end the scene to draw once the line is over; null before
     */
    private record SpokenLine(
            Playback playback, String line, @Nullable TimedWord word, long wordNanos, @Nullable CharacterView end) {
        SpokenLine finished(LineCaption caption, String status) {
            return new SpokenLine(playback, line, null, 0, new CharacterView(caption, MouthShape.CLOSED, 0, status));
        }
    }

    /**
     * Creates a silent actor.
     *
     * @param clock the clock by which the player plays
     * @param template the request whose settings apply to every line; its text is replaced
     */
    SpeakingCharacter(SpeechPlayer player, SinkClock clock, SpeechRequest template) {
        this.player = player;
        this.clock = clock;
        this.template = template.toBuilder().timestamps(true).build();
        player.addListener(this);
        player.addLevelListener(this);
    }

    /** Stops the current line and speaks the given one. */
    synchronized void say(String line) {
        Playback playback = player.say(template.toBuilder().text(line).build(), QueuePosition.NOW);
        current = new SpokenLine(playback, line, null, 0, null);
        playback.completion().whenComplete((result, failure) -> end(playback, result, failure));
    }

    /** Stops the current line. */
    void stop() {
        player.stop();
    }

    @Override
    public synchronized void onWord(Playback playback, TimedWord word) {
        SpokenLine now = current;
        if (now != null && now.playback() == playback && now.end() == null) {
            current = new SpokenLine(playback, now.line(), word, clock.nanoTime(), null);
        }
    }

    /** Converts the level to the loudness, from 0 to 1 on a scale of decibels. */
    @Override
    public void onLevel(double peak, double rms) {
        double decibels = 20 * Math.log10(rms + 1e-6);
        loudness = Math.max(0, Math.min(1, (decibels - SILENT_DECIBELS) / (LOUD_DECIBELS - SILENT_DECIBELS)));
    }

    private synchronized void end(Playback playback, @Nullable PlaybackResult result, @Nullable Throwable failure) {
        SpokenLine now = current;
        if (now == null || now.playback() != playback) {
            return;
        }
        String heard = playback.playedText();
        if (result == null) {
            current = now.finished(
                    LineCaption.after(now.line(), heard), failure == null ? "" : String.valueOf(failure.getMessage()));
        } else if (result.stopped()) {
            long percent = Math.round(100.0 * heard.length() / now.line().length());
            current = now.finished(LineCaption.after(now.line(), heard), "Stopped: " + percent + " % was heard.");
        } else {
            current = now.finished(LineCaption.after(now.line(), now.line()), "Heard to the end.");
        }
    }

    /** Returns the scene to draw now. */
    CharacterView view() {
        SpokenLine now = current;
        if (now == null) {
            return new CharacterView(LineCaption.NONE, MouthShape.CLOSED, 0, "Choose what I say.");
        }
        CharacterView end = now.end();
        if (end != null) {
            return end;
        }
        double loudness = this.loudness;
        TimedWord word = now.word();
        double positionMillis = word == null ? 0 : word.startMillis() + (clock.nanoTime() - now.wordNanos()) / 1e6;
        return new CharacterView(
                LineCaption.at(now.line(), word), MouthShape.at(word, positionMillis, loudness), loudness, "");
    }
}
