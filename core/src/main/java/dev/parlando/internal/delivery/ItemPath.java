package dev.parlando.internal.delivery;

/**
 * The path of items from an event loop to the targets of its streams, in order.
 *
 * <p>Threading: called on the event loop. The implementation determines the thread of the targets.
 */
public interface ItemPath {
    /** A consumer of the items of one stream. Called on one thread; must neither block nor throw. */
    @FunctionalInterface
    interface Target {
        /** Called with an item, which the callee must release. */
        void onItem(Object item);

        /** Called instead of {@link #onItem} if the path was halted; the callee must release the item. */
        default void onDropped(Object item) {}
    }

    /** Passes an item to its target. Returns false if the path is full; the caller then still owns the item. */
    boolean tryPublish(Target target, Object item);

    /** Runs a command once when the path has room. Called after {@link #tryPublish} returned false. */
    void awaitRoom(Runnable command);
}
