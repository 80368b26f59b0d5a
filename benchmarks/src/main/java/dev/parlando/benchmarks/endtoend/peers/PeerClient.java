package dev.parlando.benchmarks.endtoend.peers;

import dev.parlando.benchmarks.rig.server.ResponseScript;

/** Sends requests and hands the bytes of the answers to a {@link BodySink}, on whatever threads the client has. */
public interface PeerClient extends AutoCloseable {
    /** What every client sends, so that requests differ by their path alone. */
    String REQUEST_JSON = "{\"text\":\"Hello\"}";

    /** Asks for an answer; does not wait for it. */
    void send(ResponseScript script, BodySink sink);

    /** Gives back threads and sockets, as far as the client can. */
    @Override
    void close();
}
