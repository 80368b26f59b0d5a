package dev.parlando.audio.internal.player;

import dev.parlando.audio.decode.PcmFormat;
import dev.parlando.audio.resample.FilterCache;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The preparation of the filters of a player. A filter takes up to some tens of milliseconds to compute. Therefore that
 * is done on another thread, while the audio is requested, and the playback thread never waits for it.
 *
 * <p>Threading: confined to the playback thread, except the computation.
 */
final class FilterPreparation {
    private final FilterCache cache = new FilterCache();
    private final Executor executor;
    private final Runnable onReady;
    private final List<Computation> computations = new ArrayList<>();

    /** Creates a preparation that computes filters on the executor and calls {@code onReady} there after each one. */
    FilterPreparation(Executor executor, Runnable onReady) {
        this.executor = executor;
        this.onReady = onReady;
    }

    /** Returns the filters that were computed. */
    FilterCache cache() {
        return cache;
    }

    /**
     * Starts to compute the filter between two rates unless that was done before. Returns whether it can be used now. If
     * its computation failed, its use fails for the same reason.
     */
    boolean prepare(int inHz, int outHz) {
        if (cache.contains(inHz, outHz)) {
            return true;
        }
        for (int i = 0; i < computations.size(); i++) {
            if (computations.get(i).isBetween(inHz, outHz)) {
                return computations.get(i).done;
            }
        }
        Computation started = new Computation(inHz, outHz);
        executor.execute(started);
        computations.add(started);
        return started.done;
    }

    /** Prepares the conversion of all utterances whose audio is requested to a format. */
    void prepareRequested(UtteranceQueue queue, PcmFormat target) {
        int index = 0;
        Utterance next = queue.requestedAt(index);
        while (next != null) {
            prepare(next.feed().format().sampleRateHz(), target.sampleRateHz());
            next = queue.requestedAt(++index);
        }
    }

    /** The computation of one filter. */
    private final class Computation implements Runnable {
        private final int inHz;
        private final int outHz;
        private volatile boolean done;

        Computation(int inHz, int outHz) {
            this.inHz = inHz;
            this.outHz = outHz;
        }

        boolean isBetween(int otherInHz, int otherOutHz) {
            return inHz == otherInHz && outHz == otherOutHz;
        }

        @Override
        public void run() {
            try {
                cache.between(inHz, outHz);
            } finally {
                done = true;
                onReady.run();
            }
        }
    }
}
