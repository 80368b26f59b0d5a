package dev.parlando.audio.telephony.carrier;

/**
 * The codec of SignalWire's {@code <Connect><Stream/></Connect>}, which has the messages of Twilio. The format is
 * &micro;-law at 8 kHz, or with the attribute {@code codec="L16@16000h"} or {@code "L16@24000h"} linear samples,
 * little-endian.
 *
 * <p>Threading: as {@link CarrierCodec}.
 */
public final class SignalWireCodec extends TwilioDialect {
    /** Creates the codec of one call. */
    public SignalWireCodec() {
        super("SignalWire");
    }
}
