package dev.parlando.benchmarks.endtoend.peers;

import dev.parlando.benchmarks.rig.server.ResponseScript;

/** A client that sends requests and passes the bytes of the responses to a {@link BodySink}, on its own threads. */
public interface PeerClient extends AutoCloseable {
    /** The request body of every client, so that requests differ only in their path. */
    String REQUEST_JSON = "{\"text\":\"Hello\"}";

    /** Sends a request without waiting for the response. */
    void send(ResponseScript script, BodySink sink);

    /** Releases threads and sockets, as far as the client supports it. */
    @Override
    void close();
}
