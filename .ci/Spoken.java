import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.sink.WavFileSink;
import dev.parlando.credentials.ApiKey;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.nio.file.Path;

/** A program that speaks with each codec into a WAV file. Its arguments are the base URL and the key. */
public final class Spoken {
    private Spoken() {}

    /** Speaks twice. */
    public static void main(String[] arguments) {
        try (SpeechEngine engine = SpeechEngine.builder()
                .baseUrl(arguments[0])
                .apiKey(ApiKey.of(arguments[1]))
                .build()) {
            for (String format : new String[] {"mp3_44100_128", "opus_48000_64"}) {
                WavFileSink file = new WavFileSink(Path.of(format + ".wav"));
                try (SpeechPlayer player = SpeechPlayer.builder(engine).sink(file).open()) {
                    player.say(SpeechRequest.builder("This is spoken from a runtime image.")
                                    .outputFormat(OutputFormat.parse(format))
                                    .build())
                            .join();
                }
            }
        }
    }
}
