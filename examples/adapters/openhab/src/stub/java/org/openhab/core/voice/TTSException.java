package org.openhab.core.voice;

/** Signature of openHAB. */
public class TTSException extends Exception {
    private static final long serialVersionUID = 1L;

    public TTSException(String message) {
        super(message);
    }

    public TTSException(String message, Throwable cause) {
        super(message, cause);
    }
}
