package dev.parlando.internal.live;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The calls from the speech of a live text to the code of its writer. Once the text is being spoken, they run on an
 * executor, since they may block.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class WriterCallbacks {
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
    public void execute(Runnable action) {
        Executor runner;
        synchronized (this) {
            runner = executor;
        }
        if (runner == null) {
            action.run();
        } else {
            runner.execute(action);
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
