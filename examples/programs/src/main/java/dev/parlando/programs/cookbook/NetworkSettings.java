package dev.parlando.programs.cookbook;

// region
import dev.parlando.SpeechEngine;
import dev.parlando.error.ParlandoException;
import dev.parlando.network.BaseUrls;
import dev.parlando.network.Proxy;
import dev.parlando.network.RetryPolicy;
import dev.parlando.network.Timeouts;
import java.time.Duration;
import java.util.concurrent.CompletionException;

/** Connects to the European service through a proxy, with time limits and retries of its own. */
final class NetworkSettings {
    public static void main(String[] arguments) {
        try (SpeechEngine engine = SpeechEngine.builder()
                .baseUrl(BaseUrls.EU_RESIDENCY) // Or any URL as a string.
                .proxy(Proxy.http("proxy.example.org", 3128))
                .timeouts(Timeouts.DEFAULT.withConnect(Duration.ofSeconds(3)))
                .retryPolicy(RetryPolicy.DEFAULT
                        .withMaxAttempts(2)
                        .withFirstDelay(Duration.ofMillis(100))
                        .withMaxDelay(Duration.ofSeconds(5)))
                .build()) {
            System.out.println(connect(engine));
        }
    }

    static String connect(SpeechEngine engine) {
        try {
            engine.warmUp().toCompletableFuture().join(); // DNS, TCP and TLS, before the first request.
            return "connected";
        } catch (CompletionException e) {
            ParlandoException error = ParlandoException.from(e);
            return error.category() + ", phase " + error.timeoutPhase() + ": " + error.getMessage();
        }
    }
}
// endregion
