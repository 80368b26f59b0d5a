package dev.parlando.programs.cookbook;

// region
import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.playback.PlaybackListener;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.transcript.TimedWord;

/** Prints each word when it is played, stops at a given word, and prints the text that was played. */
final class SpokenWords {
    public static void main(String[] arguments) {
        try (SpeechEngine engine = SpeechEngine.create();
                SpeechPlayer player = SpeechPlayer.open(engine)) {
            System.out.println(speakUntil(player, "Once upon a time there was a story.", "there"));
        }
    }

    static String speakUntil(SpeechPlayer player, String text, String lastWord) {
        player.addListener(new PlaybackListener() {
            @Override
            public void onWord(Playback playback, TimedWord word) { // Called when the word starts to be played.
                System.out.println(word.startMillis() + " ms: " + word.text());
                if (word.text().equals(lastWord)) {
                    playback.stop();
                }
            }
        });
        SpeechRequest request =
                SpeechPlayer.defaultRequest(text).toBuilder().timestamps(true).build();
        Playback playback = player.say(request);
        playback.join(); // Returns after the fade of 5 ms; the played text is final from here on.
        return playback.playedText();
    }
}
// endregion
