package dev.parlando.fault;

import dev.parlando.SpeechEngine;
import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.network.RetryPolicy;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.voice.VoiceQuery;
import java.net.URI;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/**
 * A client that a test runs in a class loader of its own, so that all its types other than the JDK's are separate from
 * the test's. It makes the named call twice and returns a description of the second error.
 */
public final class IsolatedClient implements BiFunction<String, URI, String> {
    /** Creates a client; called by reflection. */
    public IsolatedClient() {}

    @Override
    public String apply(String call, URI baseUrl) {
        try (SpeechEngine engine = SpeechEngine.builder()
                .baseUrl(baseUrl)
                .apiKey(ApiKey.of("sk_0123456789abcdef"))
                .retryPolicy(RetryPolicy.NONE)
                .build()) {
            describe(call(call, engine));
            return describe(call(call, engine));
        }
    }

    private static CompletionStage<?> call(String call, SpeechEngine engine) {
        SpeechRequest request = call.equals("speech without a voice")
                ? SpeechRequest.builder("Hello").build()
                : SpeechRequest.builder("Hello").voice("voice1").build();
        return call.equals("voices")
                ? engine.voices(VoiceQuery.builder().build())
                : engine.stream(request, chunk -> ChunkAction.CONTINUE).completion();
    }

    private static String describe(CompletionStage<?> stage) {
        try {
            return "success: "
                    + stage.toCompletableFuture()
                            .orTimeout(30, TimeUnit.SECONDS)
                            .join();
        } catch (CompletionException e) {
            ParlandoException error = ParlandoException.from(e);
            return error.category() + ": " + error.getMessage();
        }
    }
}
