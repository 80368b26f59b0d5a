package dev.parlando.benchmarks.soak.engine;

import dev.parlando.SpeechEngine;
import dev.parlando.benchmarks.rig.server.ResponseScript;
import dev.parlando.error.ParlandoException;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechStream;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Is one voice of many that speaks without a pause: when an utterance ends, it starts the next.
 *
 * <p>Threading: the first utterance is started by the main thread, all others on the engine's ring thread.
 */
final class StreamLoop {
    private final SpeechEngine engine;
    private final ResponseScript script;
    private final OutcomeCounter outcomes;
    private final Phaser active;
    private volatile boolean stopping;

    /** Takes a phaser on which it is registered for as long as it speaks. */
    StreamLoop(SpeechEngine engine, ResponseScript script, OutcomeCounter outcomes, Phaser active) {
        this.engine = engine;
        this.script = script;
        this.outcomes = outcomes;
        this.active = active;
    }

    void start() {
        active.register();
        speak();
    }

    /** Lets the utterance under way be the last. */
    void stop() {
        stopping = true;
    }

    private void speak() {
        SpeechRequest request =
                SpeechRequest.builder("Hello").voice(script.voice()).build();
        AtomicLong bytes = new AtomicLong();
        SpeechStream stream = engine.stream(request, chunk -> {
            bytes.addAndGet(chunk.remaining());
            return ChunkAction.CONTINUE;
        });
        stream.completion().whenComplete((result, failure) -> {
            int attempts = stream.timeline().attempts().size();
            if (failure == null) {
                outcomes.completed(bytes.get(), script.totalBytes(), attempts);
            } else {
                outcomes.failed(ParlandoException.from(failure), bytes.get(), attempts);
            }
            onEnd();
        });
    }

    private void onEnd() {
        if (stopping) {
            active.arriveAndDeregister();
        } else {
            speak();
        }
    }
}
