package dev.parlando.audio.telephony;

/** The reaction of a leg to media time that has passed without packets, such as during a pause of the process. */
public enum PacePolicy {
    /**
     * Skips the missed media time: the next packet has the current timestamp and starts a talk spurt, and no burst
     * follows. The speech continues where it stopped, so that none is lost. A leg with this policy sends silence when
     * there is no speech. For RTP and AudioSocket, whose receivers have no queue.
     */
    SKIP,
    /**
     * Keeps a bounded lead: sends speech up to the lead window ahead of the estimated play-out, and after a stall no more
     * than that. A leg with this policy sends no silence, because silence in the queue would delay the next speech. For
     * WebSocket carriers, which queue the audio.
     */
    CATCH_UP
}
