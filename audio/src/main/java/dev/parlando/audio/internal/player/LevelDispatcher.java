package dev.parlando.audio.internal.player;

import dev.parlando.audio.playback.LevelListener;
import dev.parlando.internal.event.EngineThread;
import dev.parlando.internal.event.SingleThreadFactory;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The level listeners of a player. They receive the latest level on the thread {@code parlando-levels}, which exists
 * while levels are reported. A level that is reported while an earlier one waits replaces it.
 *
 * <p>Threading: one thread dispatches, any thread may call the other methods. Nothing waits, except {@link #close()}.
 * Cost: no allocation per level.
 */
public final class LevelDispatcher implements AutoCloseable {
    private static final long IDLE_SECONDS = 5;
    private static final long CLOSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final List<LevelListener> listeners = new CopyOnWriteArrayList<>();
    private final SingleThreadFactory threads =
            new SingleThreadFactory(task -> EngineThread.create("parlando-levels", task));
    private final ThreadPoolExecutor executor = new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            threads,
            new ThreadPoolExecutor.DiscardPolicy());
    private final Runnable delivery = this::deliver;
    private final Consumer<LevelListener> call = this::call;
    /** The peak and the root mean square as floats, in one value that is written and read as a whole. */
    private volatile long latest;

    /** The level that is being delivered, owned by the thread of the listeners like the next two fields. */
    private float deliveredPeak;

    private float deliveredRms;
    private boolean failureLogged;

    LevelDispatcher() {
        executor.allowCoreThreadTimeOut(true);
    }

    public void add(LevelListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    public void remove(LevelListener listener) {
        listeners.remove(Objects.requireNonNull(listener, "listener"));
    }

    boolean hasListeners() {
        return !listeners.isEmpty();
    }

    void dispatch(double peak, double rms) {
        latest = ((long) Float.floatToRawIntBits((float) peak) << Integer.SIZE)
                | Integer.toUnsignedLong(Float.floatToRawIntBits((float) rms));
        executor.execute(delivery);
    }

    private void deliver() {
        long level = latest;
        deliveredPeak = Float.intBitsToFloat((int) (level >>> Integer.SIZE));
        deliveredRms = Float.intBitsToFloat((int) level);
        listeners.forEach(call);
    }

    private void call(LevelListener listener) {
        try {
            listener.onLevel(deliveredPeak, deliveredRms);
        } catch (Throwable e) {
            logOnce(e);
        }
    }

    private void logOnce(Throwable failure) {
        if (!failureLogged) {
            failureLogged = true;
            System.getLogger(LevelDispatcher.class.getName())
                    .log(System.Logger.Level.WARNING, "a level listener failed (logged once)", failure);
        }
    }

    /** Ends the thread. A listener that does not return is interrupted after two seconds. */
    @Override
    public void close() {
        executor.shutdown();
        threads.awaitEnd(CLOSE_NANOS);
        executor.shutdownNow();
    }
}
