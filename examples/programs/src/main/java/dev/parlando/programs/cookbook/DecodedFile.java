package dev.parlando.programs.cookbook;

// region
import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechAudio;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.io.File;
import java.io.IOException;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;

/** Requests a sentence as Ogg Opus and stores the decoded samples in a WAV file. */
final class DecodedFile {
    public static void main(String[] arguments) throws IOException {
        try (SpeechEngine engine = SpeechEngine.create()) {
            store(engine, OutputFormat.OPUS_48000_64, new File("line.wav"));
        }
    }

    static void store(SpeechEngine engine, OutputFormat format, File wav) throws IOException {
        SpeechRequest request = SpeechRequest.builder("One sentence, many formats.")
                .outputFormat(format)
                .build();
        try (AudioInputStream samples = SpeechAudio.open(engine, request)) { // 16-bit PCM, decoded as it arrives.
            AudioSystem.write(samples, AudioFileFormat.Type.WAVE, wav);
        }
    }
}
// endregion
