package dev.parlando.benchmarks.micro.ring;

/**
 * A handover of items from one producer thread to a consumer thread that counts them. Each measured mechanism
 * implements it.
 *
 * <p>Threading: only one thread, the producer, may call {@link #tryPublish}.
 */
interface Handover extends AutoCloseable {
    /** The maximum number of items in flight, in every implementation. */
    int CAPACITY = 1024;

    /** Publishes one item. Returns false if there is no room. */
    boolean tryPublish(Object item);

    /** Returns the number of items that have arrived. Any thread may call this method. */
    long arrived();

    /** Returns the thread at which the items arrive. */
    Thread consumer();

    /** Stops the consumer. */
    @Override
    void close();

    /** Publishes one item, and spins until there is room for it. */
    default void publish(Object item) {
        while (!tryPublish(item)) {
            Thread.onSpinWait();
        }
    }

    /** Creates the handover with the given name, which is a parameter value of the benchmarks. */
    static Handover named(String name) {
        return switch (name) {
            case "ring-blocking", "ring-yielding", "ring-busy-spin" -> RingHandover.waiting(name);
            case "array-blocking-queue" -> QueueHandover.arrayBlocking();
            case "linked-transfer-queue" -> QueueHandover.linkedTransfer();
            default -> throw new IllegalArgumentException("no handover is called " + name);
        };
    }
}
