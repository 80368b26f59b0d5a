package dev.parlando.audio.telephony;

/**
 * A sink whose far end queues packets, as the WebSocket carriers do: it can empty the queue and report playback.
 *
 * <p>The owner of the connection passes the confirmation to the leg.
 */
public interface QueueingPacketSink extends PacketSink {
    /**
     * Requests a confirmation once everything sent before has been played.
     *
     * @param id a short identifier that the leg has chosen, unique within the leg
     */
    void sendMark(String id);

    /** Empties the queue of the far end. */
    void sendClear();
}
