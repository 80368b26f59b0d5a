package dev.parlando.audio;

import dev.parlando.audio.fixture.FakeSpeechSource;
import dev.parlando.audio.fixture.TestAudio;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackListener;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A program that plays a ramp in a separate process, whose environment selects the sound card. It prints device losses
 * and recoveries with their times. {@link System#nanoTime} is comparable between processes on the test system.
 */
final class PlayerProcess {
    static final int SECONDS = 4;
    static final String LOST = "lost";
    static final String FOUND = "found";

    private PlayerProcess() {}

    /** Plays the ramp. Accepts no arguments. */
    public static void main(String[] arguments) throws Exception {
        CompletableFuture<Void> found = new CompletableFuture<>();
        try (FakeSpeechSource speech = new FakeSpeechSource();
                SpeechPlayer player = SpeechPlayer.open(speech)) {
            player.addListener(new PlaybackListener() {
                @Override
                public void onDeviceLost(String device, String why) {
                    System.out.println(LOST + " " + System.nanoTime());
                }

                @Override
                public void onDeviceRecovered(String device, double gapMillis) {
                    System.out.println(FOUND + " " + System.nanoTime());
                    found.complete(null);
                }
            });
            Playback playback = player.say(SpeechRequest.builder("a")
                    .outputFormat(OutputFormat.parse("pcm_" + SoundCardRecorder.RATE_HZ))
                    .build());
            speech.next()
                    .send(TestAudio.ramp(SECONDS * SoundCardRecorder.RATE_HZ))
                    .end();
            playback.join();
            found.get(30, TimeUnit.SECONDS);
        }
    }
}
