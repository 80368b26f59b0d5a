package dev.parlando.audio.telephony;

import dev.parlando.audio.internal.pace.Lateness;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The counters of one leg.
 *
 * <p>Threading: those of packets are written by the pace thread only, those of marks and clears by any thread. Any thread
 * may read.
 */
final class LegCounters {
    final Lateness lateness = new Lateness();
    final AtomicLong packets = new AtomicLong();
    final AtomicLong silence = new AtomicLong();
    final AtomicLong starved = new AtomicLong();
    final AtomicLong skipped = new AtomicLong();
    final AtomicLong clears = new AtomicLong();
    final AtomicLong heardMarks = new AtomicLong();
    final AtomicLong clearedMarks = new AtomicLong();

    /** Adds to a counter that only the caller's thread writes. */
    static void add(AtomicLong counter, long count) {
        counter.setRelease(counter.getPlain() + count);
    }

    LegStatistics read(long backlogMillis, long droppedEvents) {
        return new LegStatistics(
                packets.get(),
                silence.get(),
                starved.get(),
                skipped.get(),
                clears.get(),
                heardMarks.get(),
                clearedMarks.get(),
                backlogMillis,
                droppedEvents,
                PacketLateness.of(lateness));
    }
}
