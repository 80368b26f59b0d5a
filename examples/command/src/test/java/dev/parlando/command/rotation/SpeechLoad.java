package dev.parlando.command.rotation;

import dev.parlando.SpeechEngine;
import dev.parlando.offline.OfflineVoiceServer;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechInputStream;
import dev.parlando.speech.SpeechRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Generates load: several threads speak utterances on one engine and count them. The counts may be read from any
 * thread.
 */
final class SpeechLoad implements AutoCloseable {
    private static final SpeechRequest REQUEST = SpeechRequest.builder("Go.")
            .voice(OfflineVoiceServer.STANDARD_VOICE_ID)
            .model("eleven_flash_v2_5")
            .outputFormat(OutputFormat.parse("pcm_8000"))
            .build();

    private final SpeechEngine engine;
    private final List<Thread> speakers = new ArrayList<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private volatile boolean finishing;
    private int spoken;

    private SpeechLoad(SpeechEngine engine) {
        this.engine = engine;
    }

    static SpeechLoad start(SpeechEngine engine, int speakers) {
        SpeechLoad load = new SpeechLoad(engine);
        for (int number = 0; number < speakers; number++) {
            Thread speaker = new Thread(load::speak, "speaker-" + number);
            speaker.setDaemon(true);
            load.speakers.add(speaker);
            speaker.start();
        }
        return load;
    }

    private void speak() {
        while (!finishing) {
            try (SpeechInputStream audio = engine.inputStream(REQUEST)) {
                audio.readAllBytes();
            } catch (Exception failure) {
                failures.add(failure);
            }
            count();
        }
    }

    private synchronized void count() {
        spoken++;
        notifyAll();
    }

    synchronized int spoken() {
        return spoken;
    }

    Queue<Throwable> failures() {
        return failures;
    }

    void awaitMore(int utterances) {
        awaitAtLeast(spoken() + utterances);
    }

    synchronized void awaitAtLeast(int utterances) {
        try {
            while (spoken < utterances) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted after " + spoken + " utterances", e);
        }
    }

    /**
     * Returns a time source that advances only while utterances are spoken. Each of them starts after the given action
     * has completed.
     */
    RotationClock time(Supplier<CompletionStage<Void>> before) {
        return new RotationClock() {
            private long nanos;

            @Override
            public long nanoTime() {
                return nanos;
            }

            @Override
            public void sleep(Duration duration) {
                Completions.await(before.get());
                awaitMore(2 * speakers.size());
                nanos += duration.toNanos();
            }
        };
    }

    /** Lets each thread finish its current utterance. */
    void finish() {
        finishing = true;
        for (Thread speaker : speakers) {
            try {
                TimeUnit.SECONDS.timedJoin(speaker, 30);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        finish();
    }
}
