package dev.parlando.jda;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.speech.SpeechSource;
import net.dv8tion.jda.api.entities.channel.middleman.AudioChannel;
import net.dv8tion.jda.api.managers.AudioManager;

/** A bot that speaks in a voice channel. */
final class TalkingBot {
    private TalkingBot() {}

    // region
    static SpeechPlayer join(AudioManager manager, AudioChannel channel, SpeechSource engine) {
        SpeechSendHandler handler = new SpeechSendHandler();
        SpeechPlayer player = SpeechPlayer.builder(engine).sink(handler.sink()).open();
        manager.setSendingHandler(handler);
        manager.openAudioConnection(channel);
        player.say("Hello. I read the news aloud.");
        return player; // player.stop() when a member interrupts; player.close() when the bot leaves.
    }
    // endregion
}
