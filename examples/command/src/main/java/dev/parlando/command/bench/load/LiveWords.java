package dev.parlando.command.bench.load;

import dev.parlando.speech.LiveText;
import dev.parlando.speech.SpeechRequest;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A writer of live texts, which appends one word after the other at a fixed rate, as a language model would.
 *
 * <p>Threading: one thread of its own writes all texts; any thread may start one.
 */
final class LiveWords implements AutoCloseable {
    private final double periodNanos;
    private final ScheduledExecutorService writer =
            Executors.newSingleThreadScheduledExecutor(BenchThreads.named("parlando-bench-words"));

    LiveWords(double wordsPerSecond) {
        periodNanos = TimeUnit.SECONDS.toNanos(1) / wordsPerSecond;
    }

    /** Returns an empty live text with the parameters of a request. */
    static LiveText textOf(SpeechRequest request) {
        var template = SpeechRequest.template().outputFormat(request.outputFormat());
        if (request.modelId() != null) {
            template.model(request.modelId());
        }
        if (request.voiceId() != null) {
            template.voice(request.voiceId());
        }
        return LiveText.of(template.build());
    }

    /** Starts to write, with the first word now. */
    void write(LiveText text, String words) {
        Writing writing = new Writing(text, words.split("(?<=\\s)", -1));
        text.onCancel(() -> writing.ended = true);
        writer.execute(writing);
    }

    @Override
    public void close() {
        writer.shutdownNow();
    }

    /** The text that is being written. Owned by the writer's thread, except for the flag. */
    private final class Writing implements Runnable {
        private final LiveText text;
        private final String[] words;
        private final long startNanos = System.nanoTime();
        private volatile boolean ended;
        private int next;
        private int ticks;

        Writing(LiveText text, String[] words) {
            this.text = text;
            this.words = words;
        }

        @Override
        public void run() {
            if (ended) {
                return;
            }
            if (text.append("") >= words[next].length()) {
                text.append(words[next++]);
            }
            if (next == words.length) {
                text.end();
                return;
            }
            long dueNanos = startNanos + Math.round(++ticks * periodNanos);
            writer.schedule(this, dueNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }
}
