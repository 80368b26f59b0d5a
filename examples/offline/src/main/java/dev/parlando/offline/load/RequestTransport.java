package dev.parlando.offline.load;

/** The protocol of a request to the offline server. */
public enum RequestTransport {
    /** HTTP/1.1. */
    HTTP_1_1,
    /** HTTP/2. */
    HTTP_2,
    /** A WebSocket. */
    WEBSOCKET
}
