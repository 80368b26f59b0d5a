package dev.parlando.benchmarks.endtoend.live;

import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.credentials.ApiKey;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.speech.LiveText;
import dev.parlando.text.LiveTextSettings;
import dev.parlando.text.LiveTransport;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** Live text of Parlando, from the writer to the sink of a player. Confined to the main thread. */
final class ParlandoContender implements LiveContender {
    private final LiveTransport transport;
    private final SpeechEngine engine;
    private final FirstWriteSink sink = new FirstWriteSink();
    private final SpeechPlayer player;

    ParlandoContender(LiveTransport transport, URI baseUrl, String key) {
        this.transport = transport;
        engine = SpeechEngine.builder()
                .baseUrl(baseUrl)
                .apiKey(ApiKey.of(key))
                .defaultVoice(OfflineVoiceServer.STANDARD_VOICE_ID)
                .build();
        player = SpeechPlayer.builder(engine).sink(sink).open();
    }

    @Override
    public String name() {
        return "parlando, " + transport.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public long speak(List<String> tokens) {
        sink.begin();
        LiveText text = LiveText.of(SpeechPlayer.defaultTemplate(), LiveTextSettings.DEFAULT.withTransport(transport));
        Playback playback = player.say(text);
        long startNanos = TokenPacer.ofSystem().write(tokens, text::append);
        text.end();
        playback.join();
        return sink.firstNanos() - startNanos;
    }

    @Override
    public void close() {
        player.close();
        engine.close();
    }
}
