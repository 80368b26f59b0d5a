package dev.parlando.benchmarks.soak.live;

import dev.parlando.audio.sink.AudioSink;
import dev.parlando.audio.sink.RecordingSink;
import java.util.concurrent.TimeUnit;

/** The thread that advances a virtual clock much faster than real time, until it is closed. */
final class SinkTicker implements AutoCloseable {
    private static final int AUDIO_FRAMES = 2_400;
    private static final int PERIOD_MILLIS = 2;

    private final Thread thread;

    private SinkTicker(Runnable tick) {
        thread = new Thread(() -> run(tick), "soak-ticker");
        thread.setDaemon(true);
        thread.start();
    }

    /** Returns the ticker of a sink, which does nothing unless the sink has a virtual clock. */
    static SinkTicker of(AudioSink sink) {
        return new SinkTicker(sink instanceof RecordingSink paced ? () -> paced.advance(AUDIO_FRAMES) : () -> {});
    }

    private static void run(Runnable tick) {
        try {
            while (true) {
                tick.run();
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
