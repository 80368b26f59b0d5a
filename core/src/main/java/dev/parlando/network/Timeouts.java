package dev.parlando.network;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.TimeoutPhase;
import java.time.Duration;

/**
 * Limits how long each phase of an utterance may take; what runs out says so with its {@link TimeoutPhase}. Immutable.
 *
 * <p>There is no limit for the whole, since long speech is legal; a request may set one with
 * {@link dev.parlando.speech.SpeechRequestBuilder#deadline}.
 *
 * @param nameLookup finding the addresses of the host
 * @param connect opening TCP to one address, and the way through a proxy
 * @param tlsHandshake agreeing upon TLS, and for HTTP/2 the server's settings
 * @param requestWrite writing the request to the socket
 * @param responseHeaders waiting for the head of the response
 * @param silence waiting for further bytes of the response; does not count while the handler holds bytes back. After a
 *     third of it the connection is asked whether it is alive
 * @param pingAnswer waiting for the answer of a connection that was asked whether it is alive
 */
public record Timeouts(
        Duration nameLookup,
        Duration connect,
        Duration tlsHandshake,
        Duration requestWrite,
        Duration responseHeaders,
        Duration silence,
        Duration pingAnswer) {

    private static final Duration MIN = Duration.ofMillis(1);
    private static final Duration MAX = Duration.ofMillis(Integer.MAX_VALUE);

    /** 5 s for a name, 10 s each to connect, for TLS and to write, 60 s for headers, 30 s of silence, 5 s for a ping. */
    public static final Timeouts DEFAULT = new Timeouts(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5));

    /**
     * Checks the limits.
     *
     * @throws InvalidRequestException if one is not from 1 ms to 24 days
     */
    public Timeouts {
        check("name_lookup", nameLookup);
        check("connect", connect);
        check("tls_handshake", tlsHandshake);
        check("request_write", requestWrite);
        check("response_headers", responseHeaders);
        check("silence", silence);
        check("ping_answer", pingAnswer);
    }

    private static void check(String phase, Duration limit) {
        if (limit.compareTo(MIN) < 0 || limit.compareTo(MAX) > 0) {
            throw new InvalidRequestException("timeouts." + phase, limit + " is outside " + MIN + " to " + MAX);
        }
    }

    /** Returns these with another limit for the look-up of names. */
    public Timeouts withNameLookup(Duration limit) {
        return new Timeouts(limit, connect, tlsHandshake, requestWrite, responseHeaders, silence, pingAnswer);
    }

    /** Returns these with another limit for opening TCP. */
    public Timeouts withConnect(Duration limit) {
        return new Timeouts(nameLookup, limit, tlsHandshake, requestWrite, responseHeaders, silence, pingAnswer);
    }

    /** Returns these with another limit for the TLS handshake. */
    public Timeouts withTlsHandshake(Duration limit) {
        return new Timeouts(nameLookup, connect, limit, requestWrite, responseHeaders, silence, pingAnswer);
    }

    /** Returns these with another limit for writing a request. */
    public Timeouts withRequestWrite(Duration limit) {
        return new Timeouts(nameLookup, connect, tlsHandshake, limit, responseHeaders, silence, pingAnswer);
    }

    /** Returns these with another limit for the head of the response. */
    public Timeouts withResponseHeaders(Duration limit) {
        return new Timeouts(nameLookup, connect, tlsHandshake, requestWrite, limit, silence, pingAnswer);
    }

    /** Returns these with another limit for silence within a response. */
    public Timeouts withSilence(Duration limit) {
        return new Timeouts(nameLookup, connect, tlsHandshake, requestWrite, responseHeaders, limit, pingAnswer);
    }

    /** Returns these with another limit for the answer to a ping. */
    public Timeouts withPingAnswer(Duration limit) {
        return new Timeouts(nameLookup, connect, tlsHandshake, requestWrite, responseHeaders, silence, limit);
    }
}
