package dev.parlando.command.say;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackResult;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.SpeechSource;
import dev.parlando.telemetry.Timeline;
import dev.parlando.transcript.TimedWord;
import java.util.List;

/** An utterance that is decoded and played on a sink: an audio line, a WAV file or a null sink. */
final class PlaybackOutput implements SpeechOutput {
    private final SpeechPlayer player;
    private final Playback playback;

    PlaybackOutput(SpeechSource source, SayText text, AudioSink sink) {
        player = SpeechPlayer.builder(source).sink(sink).open();
        LiveText live = text.live();
        playback = live == null ? player.say(text.request()) : player.say(live);
    }

    @Override
    public Timeline timeline() {
        return playback.timeline();
    }

    @Override
    public Outcome await() {
        PlaybackResult result = playback.join();
        return new Outcome(result.speech(), result.audioMillis(), result.underruns());
    }

    @Override
    public List<TimedWord> words() {
        return playback.words();
    }

    @Override
    public void close() {
        player.close();
    }
}
