package dev.parlando.libgdx;

import com.badlogic.gdx.Audio;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.speech.SpeechSource;

/** A game with a voice. */
final class TalkingGame {
    private TalkingGame() {}

    // region
    /** Opens a player; {@code audio} is {@code Gdx.audio}. Close it in {@code ApplicationListener.dispose()}. */
    static SpeechPlayer open(Audio audio, SpeechSource engine) {
        int rate = 48_000;
        return SpeechPlayer.builder(engine)
                .sink(new GdxAudioSink(audio.newAudioDevice(rate, true), rate))
                .open();
    }
    // endregion
}
