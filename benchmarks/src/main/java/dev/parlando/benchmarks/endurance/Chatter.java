package dev.parlando.benchmarks.endurance;

import dev.parlando.SpeechEngine;
import dev.parlando.benchmarks.server.Script;
import dev.parlando.error.ParlandoException;
import dev.parlando.speech.Chunk;
import dev.parlando.speech.ChunkAction;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResult;
import java.util.concurrent.Phaser;

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
        engine.stream(SpeechRequest.builder("Hello").voice(script.voice()).build(), new Utterance());
    }

    private void onOver() {
        if (quiet) {
            talking.arriveAndDeregister();
        } else {
            speak();
        }
    }

    private final class Utterance implements ChunkHandler {
        private long bytes;

        @Override
        public ChunkAction onChunk(Chunk chunk) {
            bytes += chunk.remaining();
            return ChunkAction.CONTINUE;
        }

        @Override
        public void onEnd(SpeechResult result) {
            tally.completed(bytes, script.totalBytes());
            onOver();
        }

        @Override
        public void onError(ParlandoException error) {
            tally.failed(error, bytes);
            onOver();
        }
    }
}
