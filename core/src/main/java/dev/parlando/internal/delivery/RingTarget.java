package dev.parlando.internal.delivery;

/** A consumer of the items of one stream. Called on the ring thread only; must neither block nor throw. */
@FunctionalInterface
public interface RingTarget {
    /** Called with an item, which the callee must release. */
    void onItem(Object item);

    /** Called instead of {@link #onItem} if the ring was halted; the callee must release the item. */
    default void onDropped(Object item) {}
}
