package dev.parlando.audio.telephony;

/** The reaction of a leg to media time that has passed without packets, such as during a pause of the process. */
public enum PacePolicy {
    /**
     * Skips the missed media time: the next packet has the current timestamp and the marker, and no burst follows. For
     * RTP and AudioSocket, whose receivers have no queue.
     */
    SKIP,
    /**
     * Sends the overdue packets, but never more than the lead window ahead of the play-out. For WebSocket carriers,
     * which queue the audio.
     */
    CATCH_UP
}
