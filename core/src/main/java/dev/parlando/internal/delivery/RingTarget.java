package dev.parlando.internal.delivery;

/** Receives the items of one stream; called on the ring thread only, and must neither wait nor throw. */
@FunctionalInterface
public interface RingTarget {
    /** Takes over the item, and with it the duty to release it. */
    void onItem(Object item);

    /** Gives up an item that will not be handed over any more, because the ring was halted. */
    default void onDropped(Object item) {}
}
