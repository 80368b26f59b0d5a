package dev.parlando.internal.delivery;

import dev.parlando.internal.event.BackgroundLog;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A watchdog of one ring thread. It logs a handler that blocks the thread for a second, once per block, with the stack
 * trace of the thread.
 *
 * <p>It makes checks only while items are pending: an item published to an idle ring starts them. It counts the
 * checks in a row without progress, so a pause of the whole process counts as one.
 *
 * <p>Threading: owned by the event loop, except {@link #onConsumed}, which the ring thread calls. Neither allocates per
 * item.
 */
final class RingWatchdog {
    static final long CHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
    /** The number of checks without progress, together a second. */
    static final int BLOCKED_CHECKS = 4;

    private static final System.Logger LOG = System.getLogger(RingWatchdog.class.getName());

    private final Thread thread;
    private final ChunkRing.Timer timer;
    private final AtomicLong consumed = new AtomicLong(-1);
    private long published = -1;
    private long consumedAtCheck;
    private int checksWithoutProgress;
    private boolean checking;

    RingWatchdog(Thread thread, ChunkRing.Timer timer) {
        this.thread = thread;
        this.timer = timer;
    }

    /** Called when the item of a sequence is published. */
    void onPublished(long sequence) {
        published = sequence;
        if (!checking) {
            checking = true;
            consumedAtCheck = consumed.get();
            checksWithoutProgress = 0;
            timer.schedule(this::check, CHECK_NANOS);
        }
    }

    /** Called on the ring thread when it has consumed the item of a sequence. */
    void onConsumed(long sequence) {
        consumed.lazySet(sequence);
    }

    private void check() {
        long now = consumed.get();
        if (now == published) {
            checking = false;
            return;
        }
        if (now != consumedAtCheck) {
            consumedAtCheck = now;
            checksWithoutProgress = 0;
        } else if (++checksWithoutProgress == BLOCKED_CHECKS) {
            report();
        }
        timer.schedule(this::check, CHECK_NANOS);
    }

    /** Logs the current handler. It may return before the message is written. */
    private void report() {
        Throwable stack = stack();
        if (consumed.get() == consumedAtCheck) {
            BackgroundLog.write(() -> LOG.log(System.Logger.Level.WARNING, message(), stack));
        }
    }

    private String message() {
        return "a handler has blocked " + thread.getName() + " for a second, and with it all streams of that thread;"
                + " return ChunkAction.HOLD and resume later, or read from a SpeechInputStream";
    }

    private Throwable stack() {
        Throwable stack = new Throwable("the stack of " + thread.getName());
        stack.setStackTrace(thread.getStackTrace());
        return stack;
    }
}
