package dev.parlando.programs.cookbook;

import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.playback.Playback;
import dev.parlando.audio.sink.WavFileSink;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import dev.parlando.transcript.CaptionFormat;
import dev.parlando.transcript.Captions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a WAV file and a caption file for it. */
final class CaptionedFile {
    private CaptionedFile() {}

    // region
    static void save(SpeechSource engine, String text, Path wav, Path srt) throws IOException {
        SpeechRequest request = SpeechRequest.builder(text).timestamps(true).build();
        try (SpeechPlayer player =
                SpeechPlayer.builder(engine).sink(new WavFileSink(wav)).open()) {
            Playback playback = player.say(request);
            playback.join();
            Files.writeString(srt, CaptionFormat.SRT.write(Captions.of(playback.words())));
        }
    }
    // endregion
}
