import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.fleet.Fleet;
import dev.parlando.fleet.FleetFigures;
import dev.parlando.fleet.FleetSettings;
import dev.parlando.speech.SpeechRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** A program that speaks with two engines of a fleet, on a Redis of its own. Its arguments are the base URL and the key. */
public final class WithFleet {
    private WithFleet() {}

    /** Starts Redis, joins and speaks. */
    public static void main(String[] arguments) throws IOException {
        int port = freePort();
        Process redis = new ProcessBuilder("redis-server", "--port", Integer.toString(port), "--save", "")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        FleetSettings settings = FleetSettings.of(URI.create("redis://127.0.0.1:" + port), "users")
                .withLease(Duration.ofSeconds(2));
        try (SpeechEngine first = engine(arguments);
                SpeechEngine second = engine(arguments);
                Fleet one = Fleet.join(settings, first.governor());
                Fleet other = Fleet.join(settings, second.governor())) {
            while (!one.isLeased() || !other.isLeased()) {
                Thread.onSpinWait(); // An engine that Redis did not answer in time joins again by itself.
            }
            for (SpeechEngine engine : List.of(first, second)) {
                if (engine.collect(SpeechRequest.of("This is spoken in a fleet.")).audio().length == 0) {
                    throw new IllegalStateException("no audio");
                }
            }
            List<FleetFigures.Group> groups = one.figures().groups();
            if (groups.stream().noneMatch(group -> group.engines().size() == 2)) {
                throw new IllegalStateException("the engines are not in one fleet: " + groups);
            }
            System.out.println("spoken by two engines of a fleet");
        } finally {
            redis.destroy();
        }
    }

    private static SpeechEngine engine(String[] arguments) {
        return SpeechEngine.builder()
                .baseUrl(arguments[0])
                .apiKey(ApiKey.of(arguments[1]))
                .build();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
