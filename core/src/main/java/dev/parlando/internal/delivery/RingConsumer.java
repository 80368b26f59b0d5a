package dev.parlando.internal.delivery;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.TimeoutException;
import dev.parlando.internal.event.BackgroundLog;

/**
 * The loop of a ring thread, which consumes published slots in order and frees them batch by batch. Versions 3 and 4 of
 * the Disruptor have different loops of their own, and that of version 3 has no limit on a batch.
 *
 * <p>Threading: runs on the ring thread; {@link #halt} and {@link #consumed} may be called on any thread.
 */
final class RingConsumer implements Runnable {
    private static final System.Logger LOG = System.getLogger(ChunkRing.class.getName());

    /** The handler of the slots, on the ring thread. Anything that it throws is logged, and the loop continues. */
    interface Handler {
        /** Called with the sequence of a slot. */
        void onSlot(long sequence);

        /** Called after the slots of a batch have become free. */
        void onFreed();

        /** Called once after the last slot. */
        void onHalted();
    }

    private final SequenceBarrier barrier;
    private final int maxBatchSlots;
    private final Handler handler;
    private final Runnable freedCommand;
    private final Sequence consumed = new Sequence();
    private volatile boolean halted;

    RingConsumer(SequenceBarrier barrier, int maxBatchSlots, Handler handler) {
        this.barrier = barrier;
        this.maxBatchSlots = maxBatchSlots;
        this.handler = handler;
        this.freedCommand = handler::onFreed;
    }

    /** Returns the sequence of the last slot that was freed. */
    Sequence consumed() {
        return consumed;
    }

    /** Ends the loop after the current batch. */
    void halt() {
        halted = true;
        barrier.alert();
    }

    @Override
    public void run() {
        while (!halted) {
            try {
                consume(barrier.waitFor(consumed.get() + 1));
            } catch (AlertException | InterruptedException | TimeoutException again) {
                // The ring is halted, or user code has interrupted the thread, which all streams share.
            }
        }
        guard(handler::onHalted);
    }

    private void consume(long available) {
        long before = consumed.get();
        long last = Math.min(available, before + maxBatchSlots);
        for (long sequence = before + 1; sequence <= last; sequence++) {
            consumeSlot(sequence);
        }
        if (last > before) {
            // With a full fence: the handler checks next whether the event loop waits for the freed slots.
            consumed.setVolatile(last);
            guard(freedCommand);
        }
    }

    private void consumeSlot(long sequence) {
        try {
            handler.onSlot(sequence);
        } catch (Throwable thrown) {
            log(thrown);
        }
    }

    private static void guard(Runnable command) {
        try {
            command.run();
        } catch (Throwable thrown) {
            log(thrown);
        }
    }

    /** Logs a defect of this library, since targets catch the exceptions of user code. */
    private static void log(Throwable thrown) {
        BackgroundLog.write(
                () -> LOG.log(System.Logger.Level.ERROR, "a stream's target failed; other streams continue", thrown));
    }
}
