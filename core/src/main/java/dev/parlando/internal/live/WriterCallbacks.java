package dev.parlando.internal.live;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.internal.event.BackgroundLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The calls from the speech of a live text to the code of its writer. Once the text is being spoken, they run on an
 * executor, since they may block. The first exception of them is logged, and none has another effect.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class WriterCallbacks {
    private static final System.Logger LOG = System.getLogger(WriterCallbacks.class.getName());

    private final AtomicBoolean failureLogged = new AtomicBoolean();

    @GuardedBy("this")
    private @Nullable Executor executor;

    @GuardedBy("this")
    private @Nullable List<Runnable> cancelActions = new ArrayList<>();

    private volatile @Nullable Runnable roomAction;

    /** Sets the executor; returns false if it was set before. */
    public synchronized boolean setExecutor(Executor executor) {
        boolean first = this.executor == null;
        if (first) {
            this.executor = executor;
        }
        return first;
    }

    /** Sets the action for room that was made, which must be quick. */
    void setRoomAction(Runnable action) {
        roomAction = action;
    }

    /** Adds an action that runs once when the text is cancelled, or immediately if it is. */
    public void onCancel(Runnable action) {
        synchronized (this) {
            if (cancelActions != null) {
                cancelActions.add(action);
                return;
            }
        }
        execute(action);
    }

    /** Runs an action on the executor, or on the caller's thread before the text is spoken. */
    void execute(Runnable action) {
        Executor runner;
        synchronized (this) {
            runner = executor;
        }
        if (runner == null) {
            run(action);
            return;
        }
        try {
            runner.execute(() -> run(action));
        } catch (RejectedExecutionException shutDown) {
            run(action);
        }
    }

    private void run(Runnable action) {
        try {
            action.run();
        } catch (Throwable thrown) {
            if (!failureLogged.getAndSet(true)) {
                String message = "an action for the cancellation of a live text failed (logged once)";
                BackgroundLog.write(() -> LOG.log(System.Logger.Level.WARNING, message, thrown));
            }
        }
    }

    /** Called on any thread after the reader made room. */
    void onRoom() {
        Runnable action = roomAction;
        if (action != null) {
            action.run();
        }
    }

    /** Called on any thread when the text was cancelled before it has ended. Runs the actions once. */
    void onCancelled() {
        List<Runnable> actions;
        synchronized (this) {
            actions = cancelActions;
            cancelActions = null;
        }
        if (actions != null) {
            actions.forEach(this::execute);
        }
    }
}
