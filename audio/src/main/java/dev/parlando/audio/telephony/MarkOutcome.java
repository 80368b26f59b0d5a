package dev.parlando.audio.telephony;

/** The end of a mark that was queued with {@link TelephoneLeg#mark}. */
public enum MarkOutcome {
    /**
     * The speech before the mark was sent. A {@link QueueingPacketSink} has confirmed that the far end has played it.
     */
    HEARD,
    /** The mark was discarded by a clear or by the end of the leg, so that the speech before it was not heard completely. */
    CLEARED
}
