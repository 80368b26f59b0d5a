package dev.parlando.internal.delivery;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The progress of one stream's handler, which the delivery thread reports and the event loop reads.
 *
 * <p>The delivery thread signals progress to the loop only if the loop needs it: for a credit step, or for held items.
 * Each signal is pending at most once, so that a slow loop does not collect commands.
 *
 * <p>Threading: the delivery thread writes the counters, the loop writes the flag of held items, and any thread may signal
 * a resume or cancel. Cost: allocates nothing after its creation.
 */
public final class StreamProgress {
    private final Executor loop;
    private final int creditStepBytes;
    private final Runnable progressCommand;
    private final Runnable resumeCommand;
    private final AtomicBoolean progressSignalled = new AtomicBoolean();
    private final AtomicBoolean resumeSignalled = new AtomicBoolean();
    private long signalledBytes;

    private volatile long consumedBytes;
    private volatile long doneItems;
    private volatile long signalledItem = Long.MAX_VALUE;
    private volatile boolean cancelled;

    /**
     * Creates the progress of a stream of which nothing has been consumed.
     *
     * @param loop runs the two commands on the event loop
     * @param creditStepBytes the smallest number of consumed bytes that is signalled
     * @param onProgress runs on the loop after progress that the loop needs
     * @param onResume runs on the loop after {@link #signalResume()}
     */
    public StreamProgress(Executor loop, int creditStepBytes, Runnable onProgress, Runnable onResume) {
        this.loop = loop;
        this.creditStepBytes = creditStepBytes;
        this.progressCommand = () -> {
            progressSignalled.set(false);
            onProgress.run();
        };
        this.resumeCommand = onResume;
    }

    /** Returns the number of response bytes that the handler has consumed. */
    public long consumedBytes() {
        return consumedBytes;
    }

    /** Returns the number of published items that are done. */
    long doneItems() {
        return doneItems;
    }

    /** Sets the number of done items that is signalled. Returns whether as many are done already. */
    boolean signalAtItem(long items) {
        signalledItem = items;
        return doneItems >= items;
    }

    /** Signals no done item from now on, since none is held. */
    void signalAtNoItem() {
        signalledItem = Long.MAX_VALUE;
    }

    /** Called on the delivery thread when one published item is done, so that another may be published. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // The delivery thread is the only writer.
    void onItemDone() {
        doneItems++;
        if (doneItems >= signalledItem) {
            signalProgress();
        }
    }

    /** Called on the delivery thread when {@code bytes} more bytes of the response have been consumed. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // The delivery thread is the only writer.
    void onBytesConsumed(int bytes) {
        consumedBytes += bytes;
        if (consumedBytes - signalledBytes >= creditStepBytes) {
            signalledBytes = consumedBytes;
            signalProgress();
        }
    }

    private void signalProgress() {
        if (progressSignalled.compareAndSet(false, true)) {
            loop.execute(progressCommand);
        }
    }

    /** Signals to the loop that the handler wants more; does nothing if a resume is pending. */
    public void signalResume() {
        if (resumeSignalled.compareAndSet(false, true)) {
            loop.execute(resumeCommand);
        }
    }

    /** Called on the delivery thread before a resume takes effect, so that a later one is signalled again. */
    void onResume() {
        resumeSignalled.set(false);
    }

    /** Stops the delivery of audio before the loop has published the cancellation. */
    public void cancel() {
        cancelled = true;
    }

    /** Returns whether the caller has cancelled, even if the loop has not published it yet. */
    public boolean isCancelled() {
        return cancelled;
    }
}
