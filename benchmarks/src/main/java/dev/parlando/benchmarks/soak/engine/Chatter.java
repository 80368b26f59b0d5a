package dev.parlando.benchmarks.soak.engine;

import dev.parlando.SpeechEngine;
import dev.parlando.benchmarks.rig.server.Script;
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
final class Chatter {
    private final SpeechEngine engine;
    private final Script script;
    private final Tally tally;
    private final Phaser talking;
    private volatile boolean quiet;

    /** Takes a phaser on which it is registered for as long as it speaks. */
    Chatter(SpeechEngine engine, Script script, Tally tally, Phaser talking) {
        this.engine = engine;
        this.script = script;
        this.tally = tally;
        this.talking = talking;
    }

    void start() {
        talking.register();
        speak();
    }

    /** Lets the utterance under way be the last. */
    void fallSilent() {
        quiet = true;
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
                tally.completed(bytes.get(), script.totalBytes(), attempts);
            } else {
                tally.failed(ParlandoException.from(failure), bytes.get(), attempts);
            }
            onOver();
        });
    }

    private void onOver() {
        if (quiet) {
            talking.arriveAndDeregister();
        } else {
            speak();
        }
    }
}
