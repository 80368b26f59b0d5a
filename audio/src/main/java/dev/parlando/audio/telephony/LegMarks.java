package dev.parlando.audio.telephony;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The marks of one leg. If the far end queues packets, a mark is pending until it is confirmed or cleared, whichever
 * comes first. Otherwise it is heard as soon as the packet before it was sent.
 *
 * <p>Threading: the pace thread adds marks. Any thread may confirm or clear them.
 */
final class LegMarks {
    private static final int RADIX = 36;

    /** A mark that the far end has not confirmed: the user's with a name, or a position in an utterance. */
    private record Pending(
            int generation, @Nullable String name, @Nullable SpokenUtterance utterance, long packets, boolean last) {}

    private final @Nullable QueueingPacketSink sink;
    private final LegEvents events;
    private final IntPredicate isCleared;
    private final Map<String, Pending> pending = new ConcurrentHashMap<>();
    /** The number of marks sent. Owned by the pace thread. */
    private long sent;

    /**
     * Creates a list without marks.
     *
     * @param isCleared returns whether a clear came after the generation
     */
    LegMarks(PacketSink sink, LegEvents events, IntPredicate isCleared) {
        this.sink = sink instanceof QueueingPacketSink queueing ? queueing : null;
        this.events = events;
        this.isCleared = isCleared;
    }

    /** Called on the pace thread when all speech before a mark was sent. */
    void reach(LegItem.Mark mark) {
        if (isCleared.test(mark.generation())) {
            events.onMark(mark.name(), MarkOutcome.CLEARED);
        } else if (sink == null) {
            events.onMark(mark.name(), MarkOutcome.HEARD);
        } else {
            send(sink, new Pending(mark.generation(), mark.name(), null, 0, false));
        }
    }

    /** Requests a confirmation of a position in an utterance, on the pace thread. */
    void sendPosition(SpokenUtterance utterance, boolean last) {
        if (sink != null) {
            send(sink, new Pending(utterance.generation(), null, utterance, utterance.sentPackets(), last));
        }
    }

    private void send(QueueingPacketSink target, Pending mark) {
        String id = Long.toString(sent++, RADIX);
        pending.put(id, mark);
        if (isCleared.test(mark.generation()) && pending.remove(id) != null) {
            clear(mark); // The clear may have missed it.
        } else {
            target.sendMark(id);
        }
    }

    /** Called when the far end has played everything before a mark. An unknown or cleared one has no effect. */
    void confirm(String id) {
        Pending mark = pending.remove(id);
        if (mark == null) {
            return;
        }
        if (mark.name() != null) {
            events.onMark(mark.name(), MarkOutcome.HEARD);
        }
        if (mark.utterance() != null) {
            mark.utterance().onHeard(mark.packets(), mark.last());
        }
    }

    /** Clears the pending marks of cleared generations. */
    void clearPending() {
        pending.forEach((id, mark) -> {
            if (isCleared.test(mark.generation()) && pending.remove(id, mark)) {
                clear(mark);
            }
        });
    }

    private void clear(Pending mark) {
        if (mark.name() != null) {
            events.onMark(mark.name(), MarkOutcome.CLEARED);
        }
    }

    /** Clears a mark that was still queued. */
    void clear(LegItem.Mark mark) {
        events.onMark(mark.name(), MarkOutcome.CLEARED);
    }

    /** Drops the positions of an utterance that has ended. */
    void drop(SpokenUtterance utterance) {
        pending.values().removeIf(mark -> mark.utterance() == utterance);
    }
}
