package dev.parlando.benchmarks.micro.ring;

/**
 * Hands items from the one thread that publishes to one that counts them; every way that is measured is one of these.
 *
 * <p>Threading: {@link #tryPublish} belongs to one thread, the producer.
 */
interface Handover extends AutoCloseable {
    /** How many items may be under way, in each of them. */
    int CAPACITY = 1024;

    /** Publishes one item if there is room; false if there is none. */
    boolean tryPublish(Object item);

    /** Returns how many items have arrived; any thread. */
    long arrived();

    /** Returns the thread at which they arrive. */
    Thread consumer();

    /** Ends the consumer. */
    @Override
    void close();

    /** Publishes one item, as soon as there is room. */
    default void publish(Object item) {
        while (!tryPublish(item)) {
            Thread.onSpinWait();
        }
    }

    /** Makes the one of that name, as the benchmarks' parameter gives it. */
    static Handover named(String name) {
        return switch (name) {
            case "ring-blocking", "ring-yielding", "ring-busy-spin" -> RingHandover.waiting(name);
            case "array-blocking-queue" -> QueueHandover.arrayBlocking();
            case "linked-transfer-queue" -> QueueHandover.linkedTransfer();
            default -> throw new IllegalArgumentException("no handover is called " + name);
        };
    }
}
