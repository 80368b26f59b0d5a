package dev.parlando.audio.telephony.carrier;

import java.nio.ByteBuffer;

/**
 * The receiver of the events that a {@link CarrierCodec} reads from the messages of one call. A {@link CarrierSession}
 * implements it.
 */
public interface CarrierEvents {
    /** Called once when the stream starts. */
    void onStart(CallStart start);

    /** Returns whether the caller's voice is used, so that its decoding is worthwhile. */
    boolean receivesMedia();

    /** Called with audio of the caller, which is valid only during the call. */
    void onMedia(ByteBuffer audio);

    /** Called with a key that the caller pressed: a digit, {@code *}, {@code #} or a letter from A to D. */
    void onDtmf(String digit);

    /** Called when the carrier has played everything before a mark, or has cleared it. */
    void onMark(String id);

    /** Called when the stream ends properly. */
    void onStop();

    /** Called with an error that the carrier reports; the call continues unless the carrier ends it. */
    void onCarrierError(String message);

    /**
     * Called for a message that the codec cannot accept. It ends the call.
     *
     * @param closeCode status code of the close frame (RFC 6455, section 7.4)
     * @param problem the fault of the message, without its content
     */
    void onViolation(int closeCode, String problem);
}
