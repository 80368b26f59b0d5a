package dev.parlando.audio.telephony;

import dev.parlando.error.ParlandoException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The queue of the utterances and marks of one leg.
 *
 * <p>A clear increments the generation. Entries of an earlier generation are discarded: the pace thread compares
 * immediately before each packet.
 *
 * <p>Threading: any thread adds and clears. The pace thread takes entries. No method blocks.
 */
final class LegQueue {
    /** The number of utterances whose audio is requested: the current one and the next. */
    private static final int REQUESTED = 2;

    private final Queue<LegItem> incoming = new ConcurrentLinkedQueue<>();
    private final AtomicInteger generation = new AtomicInteger();
    private final AtomicInteger unsent = new AtomicInteger();
    private final Set<SpokenUtterance> open = ConcurrentHashMap.newKeySet();
    private final Consumer<SpokenUtterance> request;
    private volatile boolean anyStopped;
    /** The entries in order. Owned by the pace thread. */
    private final Deque<LegItem> items = new ArrayDeque<>();

    /**
     * Creates an empty queue.
     *
     * @param request requests the audio of an utterance on another thread than the pace thread
     */
    LegQueue(Consumer<SpokenUtterance> request) {
        this.request = request;
    }

    /** Returns the generation of entries that are queued now. */
    int generation() {
        return generation.get();
    }

    boolean isCleared(int itemGeneration) {
        return itemGeneration != generation.get();
    }

    /** Adds an utterance. Returns whether its audio is needed soon. */
    boolean add(SpokenUtterance utterance) {
        open.add(utterance);
        boolean soon = unsent.incrementAndGet() <= REQUESTED;
        incoming.add(utterance);
        return soon;
    }

    void add(LegItem.Mark mark) {
        incoming.add(mark);
    }

    /** Discards all entries. From now on no packet of them is sent, except one that is being sent. */
    void clear() {
        List<SpokenUtterance> discarded = List.copyOf(open); // The pace thread may remove them immediately.
        generation.incrementAndGet();
        discarded.forEach(SpokenUtterance::cancelStream);
    }

    /** Returns the utterances that have not ended. */
    Set<SpokenUtterance> open() {
        return open;
    }

    void onEnded(SpokenUtterance utterance) {
        open.remove(utterance);
    }

    /** Returns the first entry, or null. Called on the pace thread. */
    @Nullable
    LegItem first() {
        if (!incoming.isEmpty()) {
            acceptIncoming();
        }
        return items.peek();
    }

    private void acceptIncoming() {
        LegItem item;
        while ((item = incoming.poll()) != null) {
            items.add(item);
        }
        requestUpcoming();
    }

    /** Removes the first entry. Called on the pace thread. */
    void removeFirst() {
        if (items.remove() instanceof SpokenUtterance utterance) {
            onRemoved(utterance);
        }
    }

    private void onRemoved(SpokenUtterance utterance) {
        unsent.decrementAndGet();
        utterance.feed().releaseBlock();
        requestUpcoming();
    }

    /** Requests that stopped utterances are removed. Safe from any thread. */
    void removeStopped() {
        anyStopped = true;
    }

    /** Removes and returns an utterance that was stopped, or returns null. Called on the pace thread. */
    @Nullable
    SpokenUtterance pollStopped() {
        if (!anyStopped) {
            return null;
        }
        anyStopped = false;
        first(); // Accepts new entries.
        for (LegItem item : items) {
            if (item instanceof SpokenUtterance utterance && !utterance.isActive()) {
                items.remove(utterance);
                onRemoved(utterance);
                anyStopped = true; // There may be others.
                return utterance;
            }
        }
        return null;
    }

    private void requestUpcoming() {
        int upcoming = 0;
        for (LegItem item : items) {
            if (item instanceof SpokenUtterance utterance && utterance.isActive()) {
                if (!utterance.isRequested()) {
                    request.accept(utterance);
                }
                if (++upcoming == REQUESTED) {
                    return;
                }
            }
        }
    }

    /** Ends all utterances with copies of an error, and clears all marks. Called when the leg has ended. */
    void end(ParlandoException cause, LegMarks marks) {
        LegItem item;
        while ((item = first()) != null) {
            items.remove();
            if (item instanceof LegItem.Mark mark) {
                marks.clear(mark);
            } else if (item instanceof SpokenUtterance utterance) {
                utterance.feed().releaseBlock();
            }
        }
        open.forEach(utterance -> utterance.finish(cause.copy(), false));
    }
}
