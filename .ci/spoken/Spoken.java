package spoken;

import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.sink.WavFileSink;
import dev.parlando.credentials.ApiKey;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.nio.file.Path;
import java.util.Arrays;

/** A program that speaks into one WAV file per format. Its arguments are the base URL, the key and the formats. */
public final class Spoken {
    private Spoken() {}

    /** Speaks once in each format. */
    public static void main(String[] arguments) {
        try (SpeechEngine engine = SpeechEngine.builder()
                .baseUrl(arguments[0])
                .apiKey(ApiKey.of(arguments[1]))
                .build()) {
            for (String format : Arrays.asList(arguments).subList(2, arguments.length)) {
                WavFileSink file = new WavFileSink(Path.of(format + ".wav"));
                try (SpeechPlayer player = SpeechPlayer.builder(engine).sink(file).open()) {
                    player.say(SpeechRequest.builder("This is spoken by the program of a user.")
                                    .outputFormat(OutputFormat.parse(format))
                                    .build())
                            .join();
                }
            }
        }
    }
}
