package dev.parlando.audio.telephony.rtp;

/**
 * A listener for the packets that the peer sends to an {@link RtpSession}. Every method does nothing by default.
 *
 * <p>The session reads them when it sends, so an event is up to one packet time late.
 *
 * <p>Threading: the events of a session arrive in order, on threads that the legs of a clock share. They may block. If the
 * listener is more than a second behind, the newest media is dropped.
 */
public interface RtpListener {
    /** Called for each packet of media, without reordering or a jitter buffer. */
    default void onMedia(ReceivedRtp packet) {}

    /**
     * Called when the caller presses a key, if the phone sends telephone events.
     *
     * @param digit 0 to 9, *, #, or A to D
     */
    default void onDigit(char digit) {}

    /** Called when the peer reports its reception of the packets sent. */
    default void onReport(ReceptionReport report) {}

    /** Called when the peer has left the session. */
    default void onBye() {}
}
