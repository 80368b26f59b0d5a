package dev.parlando.text;

/** Transport of a live text to the service. */
public enum LiveTransport {
    /** The fastest transport that the model and the format allow. */
    AUTO,
    /** One create-speech call for each segment. */
    HTTP
}
