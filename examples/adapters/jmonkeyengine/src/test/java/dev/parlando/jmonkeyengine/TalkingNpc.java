package dev.parlando.jmonkeyengine;

import com.jme3.audio.AudioNode;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.speech.SpeechSource;

/** A character of a game, who speaks where it stands. */
final class TalkingNpc {
    private TalkingNpc() {}

    // region
    /** Opens a player whose speech the node plays. The node ends when the player is closed. */
    static SpeechPlayer open(AudioNode voice, SpeechSource engine) {
        SpeechAudioStream stream = new SpeechAudioStream();
        SpeechPlayer player = SpeechPlayer.builder(engine).sink(stream.sink()).open();
        voice.setAudioData(stream, null);
        voice.play();
        return player;
    }
    // endregion
}
