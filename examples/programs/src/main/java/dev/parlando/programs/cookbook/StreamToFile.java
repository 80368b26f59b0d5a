package dev.parlando.programs.cookbook;

import dev.parlando.SpeechEngine;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes speech to a file as it arrives. */
final class StreamToFile {
    private StreamToFile() {}

    // region
    static long save(SpeechEngine engine, String text, Path file) throws IOException {
        SpeechRequest request = SpeechRequest.builder(text)
                .outputFormat(OutputFormat.MP3_44100_128)
                .build();
        try (InputStream speech = engine.inputStream(request)) {
            return Files.copy(speech, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
    // endregion
}
