package dev.parlando.interop;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.network.RetryPolicy;
import dev.parlando.network.Timeouts;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import java.net.URI;
import java.time.Duration;

/** A program that a test stops during its speech. It prints a line for the first audio, and one for the result. */
final class FrozenClient {
    private FrozenClient() {}

    /** A handler that prints a line at the first audio. Confined to the ring thread. */
    private static final class FirstChunk implements ChunkHandler {
        private boolean seen;

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            if (!seen) {
                seen = true;
                print("speaking");
            }
            return ChunkAction.CONTINUE;
        }
    }

    /** Speaks with the limit for silence and the deadline given in milliseconds. */
    public static void main(String[] arguments) {
        Duration silence = Duration.ofMillis(Long.parseLong(arguments[1]));
        Duration deadline = Duration.ofMillis(Long.parseLong(arguments[2]));
        try (SpeechEngine engine = SpeechEngine.builder()
                .baseUrl(URI.create(arguments[0]))
                .apiKey(ApiKey.of("sk_0123456789abcdef"))
                .retryPolicy(RetryPolicy.NONE)
                .timeouts(Timeouts.DEFAULT.withSilence(silence))
                .build()) {
            SpeechRequest request =
                    SpeechRequest.builder("Hello").voice("voice1").build();
            CallOptions options = CallOptions.DEFAULT.withDeadline(deadline);
            print("ended "
                    + engine.stream(request, new FirstChunk(), options).join().bytes());
        } catch (ParlandoException error) {
            print("failed " + error.getMessage());
        }
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
