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
 * A client that streams utterances without a pause. When one ends, it starts the next.
 *
 * <p>Threading: the main thread starts the first utterance, and the engine's ring thread starts all others.
 */
final class StreamLoop {
    private final SpeechEngine engine;
    private final ResponseScript script;
    private final OutcomeCounter outcomes;
    private final Phaser active;
    private volatile boolean stopping;

    /** Creates a client that stays registered with the phaser until its last utterance ends. */
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

    /** Makes the current utterance the last one. */
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
