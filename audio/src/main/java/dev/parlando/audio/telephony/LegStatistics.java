package dev.parlando.audio.telephony;

import java.util.Objects;

/**
 * The counters of one leg since its start.
 *
 * @param packets the number of packets sent, with speech or silence
 * @param silencePackets the number of packets sent without speech
 * @param starvedPackets the number of packet times without speech during an utterance, because its audio was late
 * @param skippedPackets the number of packet times that were skipped, after a stall or because the transport was full
 * @param clears the number of clears
 * @param heardMarks the number of marks that were heard; see {@link MarkOutcome}
 * @param clearedMarks the number of marks that were cleared
 * @param backlogMillis the length of the received speech that waits to be sent, without bytes in the flow-control window
 * @param droppedEvents the number of events that the listener missed because it was too slow
 * @param lateness the lateness of the packets
 */
public record LegStatistics(
        long packets,
        long silencePackets,
        long starvedPackets,
        long skippedPackets,
        long clears,
        long heardMarks,
        long clearedMarks,
        long backlogMillis,
        long droppedEvents,
        PacketLateness lateness) {
    public LegStatistics {
        Objects.requireNonNull(lateness, "lateness");
    }
}
