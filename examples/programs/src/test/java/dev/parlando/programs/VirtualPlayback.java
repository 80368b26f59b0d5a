package dev.parlando.programs;

import dev.parlando.audio.sink.RecordingSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Plays the audio of {@link EvenSpeechSource} on a virtual device, character by character. */
public final class VirtualPlayback {
    private static final int BUFFER_MILLIS = 100;
    private static final int BUFFER_AUDIO_FRAMES = EvenSpeechSource.RATE_HZ * BUFFER_MILLIS / 1000;

    private static final int FADE_AUDIO_FRAMES = EvenSpeechSource.RATE_HZ * 5 / 1000;

    private final RecordingSink sink = RecordingSink.manual(BUFFER_MILLIS);

    public RecordingSink sink() {
        return sink;
    }

    /**
     * Advances the device by the duration of {@code characters}, which must still be available. Positions do not count
     * across utterances, since an utterance that follows late starts a new run.
     */
    public void play(int characters) throws InterruptedException {
        for (int i = 0; i < characters; i++) {
            synchronized (sink) { // Guards the state of the sink.
                while (sink.writtenAudioFrames() - sink.positionAudioFrames() < EvenSpeechSource.AUDIO_FRAMES) {
                    sink.wait();
                }
                sink.advance(EvenSpeechSource.AUDIO_FRAMES);
            }
        }
    }

    /**
     * Runs an action that stops the speech, and returns its result. Device time stands still until the stop and then
     * advances by its fade.
     */
    public <T> T whileStopping(Supplier<T> stop) throws Exception {
        sink.awaitWritten(sink.positionAudioFrames() + BUFFER_AUDIO_FRAMES);
        CompletableFuture<T> stopped = CompletableFuture.supplyAsync(stop, VirtualPlayback::onItsOwnThread);
        boolean silenced = false;
        int left = FADE_AUDIO_FRAMES;
        while (!stopped.isDone() && !Thread.currentThread().isInterrupted()) {
            long unheard = sink.writtenAudioFrames() - sink.positionAudioFrames();
            silenced |= unheard < BUFFER_AUDIO_FRAMES / 2;
            if (silenced && unheard > 0 && left > 0) {
                sink.advance(1);
                left--;
            }
            Thread.onSpinWait();
        }
        return stopped.get(30, TimeUnit.SECONDS);
    }

    /**
     * Runs a task on a new thread, because the common pool may have a single thread, which a waiting task would block.
     */
    public static void onItsOwnThread(Runnable task) {
        Thread thread = new Thread(task, "beside the test");
        thread.setDaemon(true);
        thread.start();
    }
}
