package dev.parlando.voicechat;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.speech.SpeechSource;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A guard of a Minecraft server, who speaks where he stands. */
final class SpeakingGuard {
    private SpeakingGuard() {}

    // region
    /** Speaks a line; {@code play} is {@code s -> api.createAudioPlayer(channel, api.createEncoder(), s).startPlaying()}. */
    static Playback speak(SpeechSource engine, String line, Consumer<Supplier<short[]>> play) {
        SpeechSupplier packets = new SpeechSupplier();
        SpeechPlayer player = SpeechPlayer.builder(engine).sink(packets.sink()).open();
        play.accept(packets);
        Playback playback = player.say(line);
        playback.completion().whenComplete((end, failure) -> player.close()); // Ends the sound after the line.
        return playback;
    }
    // endregion
}
