import dev.parlando.SpeechEngine;
import dev.parlando.audio.SpeechPlayer;
import dev.parlando.audio.sink.NullSink;
import dev.parlando.credentials.ApiKey;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechRequest;
import java.lang.management.ManagementFactory;

/**
 * A program that speaks once and prints the number of loaded classes, and the kilobytes of heap that remain with the open
 * player. Its arguments are the base URL and the key.
 */
public final class Footprint {
    private Footprint() {}

    /** Speaks and prints. */
    public static void main(String[] arguments) {
        try (SpeechEngine engine = SpeechEngine.builder()
                        .baseUrl(arguments[0])
                        .apiKey(ApiKey.of(arguments[1]))
                        .build();
                SpeechPlayer player =
                        SpeechPlayer.builder(engine).sink(new NullSink()).open()) {
            player.say(SpeechRequest.builder("This is spoken by the program of a user.")
                            .outputFormat(OutputFormat.parse("mp3_44100_128"))
                            .build())
                    .join();
            long classes = ManagementFactory.getClassLoadingMXBean().getTotalLoadedClassCount();
            System.gc();
            long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
            System.out.println(classes + " " + heap / 1000);
        }
    }
}
