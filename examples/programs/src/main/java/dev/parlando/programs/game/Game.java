package dev.parlando.programs.game;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.sink.AudioSink;
import dev.parlando.error.PlaybackException;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import java.awt.EventQueue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Opens a window with a character that speaks. */
public final class Game {
    private Game() {}

    static Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("Greet", "Well met, traveller! The bridge is down, so you will have to go through the woods.");
        lines.put("Warn", "Stay on the path, and whatever you hear behind you, do not answer it.");
        lines.put(
                "Tell a tale",
                "A long time ago a miller lived here, who owned nothing but a clock. Every night he wound it up, and every "
                        + "night it told him how many hours were left.");
        return lines;
    }

    /**
     * Runs the game until its window is closed.
     *
     * @param sink the sink to play on, which is closed when the game ends
     * @param template the request whose settings apply to every line; its text is replaced
     * @throws PlaybackException if the sink has no audio device
     * @throws java.awt.HeadlessException if there is no display
     */
    public static void play(SpeechSource engine, AudioSink sink, SpeechRequest template) throws InterruptedException {
        sink.open(new PcmFormat(template.outputFormat().sampleRateHz(), 1));
        CountDownLatch closed = new CountDownLatch(1);
        try (SpeechPlayer player = SpeechPlayer.builder(engine).sink(sink).open()) {
            SpeakingCharacter actor = new SpeakingCharacter(player, sink.clock(), template);
            EventQueue.invokeLater(() -> new GameWindow(actor, lines(), closed::countDown).show());
            closed.await();
        }
    }
}
