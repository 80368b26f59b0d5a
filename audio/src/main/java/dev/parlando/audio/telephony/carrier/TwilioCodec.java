package dev.parlando.audio.telephony.carrier;

/**
 * The codec of Twilio Media Streams, bidirectional: {@code <Connect><Stream url="wss://…"/></Connect>}. The format is
 * &micro;-law at 8 kHz.
 *
 * <p>Twilio plays packets in order, queues up to ten minutes, and returns every pending mark after a clear. It has no query
 * in the URL of a stream: pass values as {@code <Parameter>}, which arrive in {@link CallStart#parameters()}. TwiML goes on
 * when the session is closed.
 *
 * <p>Threading: as {@link CarrierCodec}.
 */
public final class TwilioCodec extends TwilioDialect {
    /** Creates the codec of one call. */
    public TwilioCodec() {
        super("Twilio");
    }
}
