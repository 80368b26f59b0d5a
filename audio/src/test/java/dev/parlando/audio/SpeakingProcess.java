package dev.parlando.audio;

import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackListener;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Says a ramp in a process of its own, whose sound card is chosen by its environment, and prints what becomes of the
 * device and when: the system's clock of {@link System#nanoTime} is one for all processes.
 */
final class SpeakingProcess {
    static final int SECONDS = 4;
    static final String LOST = "lost";
    static final String FOUND = "found";

    private SpeakingProcess() {}

    /** Needs no arguments. */
    public static void main(String[] arguments) throws Exception {
        CompletableFuture<Void> found = new CompletableFuture<>();
        try (FakeSpeech speech = new FakeSpeech();
                SpeechPlayer player = SpeechPlayer.open(speech)) {
            player.addListener(new PlaybackListener() {
                @Override
                public void onDeviceLost(String device, String why) {
                    System.out.println(LOST + " " + System.nanoTime());
                }

                @Override
                public void onDeviceFound(String device, double gapMillis) {
                    System.out.println(FOUND + " " + System.nanoTime());
                    found.complete(null);
                }
            });
            Playback playback = player.say(SpeechRequest.builder("a")
                    .outputFormat(OutputFormat.parse("pcm_" + Recorder.RATE_HZ))
                    .build());
            speech.next().send(Sounds.ramp(SECONDS * Recorder.RATE_HZ)).end();
            playback.join();
            found.get(30, TimeUnit.SECONDS);
        }
    }
}
