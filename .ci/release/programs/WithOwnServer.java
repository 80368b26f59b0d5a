import dev.parlando.offline.OfflineVoiceServer;
import java.util.stream.Stream;
import spoken.Spoken;

/** A program that speaks with a server of its own, as a test does. Its arguments are the formats. */
public final class WithOwnServer {
    private WithOwnServer() {}

    /** Starts the server and speaks. */
    public static void main(String[] formats) {
        try (OfflineVoiceServer server = OfflineVoiceServer.builder().start()) {
            Spoken.main(Stream.concat(
                            Stream.of(server.baseUri().toString(), server.apiKey()), Stream.of(formats))
                    .toArray(String[]::new));
        }
    }
}
