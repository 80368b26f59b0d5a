package dev.parlando.audio.telephony.asterisk;

/** The two forms of the text messages of chan_websocket. */
public enum ControlFormat {
    /** {@code MARK_MEDIA id}: the default of the dial string, and the only form before Asterisk 20.18, 22.8 and 23.2. */
    PLAIN_TEXT,
    /** <code>{"command":"MARK_MEDIA","correlation_id":"id"}</code>: with {@code f(json)} in the dial string. */
    JSON
}
