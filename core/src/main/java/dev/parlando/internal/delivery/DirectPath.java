package dev.parlando.internal.delivery;

import dev.parlando.internal.event.BackgroundLog;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A path of one stream that calls its target on the event loop, for a handler that {@linkplain
 * dev.parlando.speech.ChunkHandler#runsOnEventLoop() asks for it}. It is never full.
 *
 * <p>Threading: owned by the event loop. Cost: two readings of the clock per item; allocates nothing.
 */
public final class DirectPath implements ItemPath {
    /** The duration of a call above which it is logged. */
    static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final System.Logger LOG = System.getLogger(DirectPath.class.getName());

    private final String handlerName;
    private final LongSupplier nanoClock;
    private boolean logged;

    /** Creates a path to a handler of the given name. */
    public DirectPath(String handlerName, LongSupplier nanoClock) {
        this.handlerName = handlerName;
        this.nanoClock = nanoClock;
    }

    @Override
    public boolean tryPublish(Target target, Object item) {
        long startNanos = nanoClock.getAsLong();
        target.onItem(item);
        long nanos = nanoClock.getAsLong() - startNanos;
        if (nanos >= SLOW_NANOS && !logged) {
            logged = true;
            BackgroundLog.write(() -> LOG.log(System.Logger.Level.WARNING, message(nanos)));
        }
        return true;
    }

    private String message(long nanos) {
        return handlerName + " has blocked its event loop for " + TimeUnit.NANOSECONDS.toMillis(nanos)
                + " ms, and with it all streams of that loop; it must not return true from runsOnEventLoop()";
    }

    @Override
    public void awaitRoom(Runnable command) {
        throw new IllegalStateException("never full");
    }
}
