package dev.parlando.programs;

import dev.parlando.audio.sink.VirtualClockSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Hears what {@link EvenSpeechSource} says on a virtual device, character by character. */
public final class VirtualPlayback {
    private static final int BUFFER_MILLIS = 100;
    private static final int BUFFER_AUDIO_FRAMES = EvenSpeechSource.RATE_HZ * BUFFER_MILLIS / 1000;

    private static final int FADE_AUDIO_FRAMES = EvenSpeechSource.RATE_HZ * 5 / 1000;

    private final VirtualClockSink sink = VirtualClockSink.manual(BUFFER_MILLIS);

    public VirtualClockSink sink() {
        return sink;
    }

    /** Lets the device play so many characters, of which at least so many are to come. */
    public void play(int characters) throws InterruptedException {
        long begin = sink.positionAudioFrames();
        for (int i = 1; i <= characters; i++) {
            sink.awaitWritten(begin + (long) i * EvenSpeechSource.AUDIO_FRAMES);
            sink.advance(EvenSpeechSource.AUDIO_FRAMES);
        }
    }

    /**
     * Calls what stops the speech and returns when that is over; time stands still until the stop and goes on for its fade.
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

    /** A common pool may have a single thread, which whoever waits there would take from others. */
    public static void onItsOwnThread(Runnable task) {
        Thread thread = new Thread(task, "beside the test");
        thread.setDaemon(true);
        thread.start();
    }
}
