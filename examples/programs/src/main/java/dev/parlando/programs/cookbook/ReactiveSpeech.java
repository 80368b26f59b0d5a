package dev.parlando.programs.cookbook;

import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import io.smallrye.mutiny.Multi;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow.Publisher;
import kotlinx.coroutines.flow.Flow;
import kotlinx.coroutines.jdk9.ReactiveFlowKt;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;

/** Encoded speech for Reactor, Mutiny and Kotlin. */
final class ReactiveSpeech {
    private ReactiveSpeech() {}

    // region
    static Flux<ByteBuffer> reactor(SpeechSource engine, SpeechRequest request) {
        return JdkFlowAdapter.flowPublisherToFlux(engine.publisher(request));
    }

    static Multi<ByteBuffer> mutiny(SpeechSource engine, SpeechRequest request) {
        return Multi.createFrom().publisher(engine.publisher(request));
    }

    static Flow<ByteBuffer> kotlin(SpeechSource engine, SpeechRequest request) {
        Publisher<ByteBuffer> audio = engine.publisher(request);
        return ReactiveFlowKt.asFlow(audio); // In Kotlin: engine.publisher(request).asFlow()
    }
    // endregion
}
