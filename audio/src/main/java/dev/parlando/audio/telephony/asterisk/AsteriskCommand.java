package dev.parlando.audio.telephony.asterisk;

/**
 * A command to chan_websocket for the call of an {@link AsteriskCodec}, besides those for audio, marks and clears.
 *
 * <p>Source: Asterisk's documentation of the WebSocket channel driver.
 */
public enum AsteriskCommand {
    /** Answers a call that was dialled with the option {@code n}. */
    ANSWER,
    /** Hangs up. Closing the connection does the same. */
    HANGUP,
    /** Holds the audio that Asterisk has queued: the caller hears silence until {@link #CONTINUE_MEDIA}. */
    PAUSE_MEDIA,
    /** Continues after {@link #PAUSE_MEDIA}. */
    CONTINUE_MEDIA
}
