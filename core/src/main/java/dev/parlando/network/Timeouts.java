package dev.parlando.network;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.TimeoutPhase;
import java.time.Duration;
import java.util.Objects;

/**
 * Time limits for the phases of an utterance. A timeout error reports its {@link TimeoutPhase}. Immutable.
 *
 * <p>There is no limit for the whole utterance, since long speech is legal. A request may set one with
 * {@link dev.parlando.speech.SpeechRequestBuilder#deadline}.
 *
 * @param nameLookup resolving the host name
 * @param connect opening TCP to one address, including the tunnel through a proxy
 * @param tlsHandshake completing the TLS handshake and, for HTTP/2, receiving the server's settings
 * @param requestWrite writing the request to the socket
 * @param responseHeaders waiting for the response headers
 * @param silence waiting for further bytes of the response; does not run while the handler holds bytes back. After a
 *     third of it, an HTTP/2 connection is pinged
 * @param pingAnswer waiting for the response to a ping
 * @param hold waiting for a handler that consumes nothing although bytes wait for it, such as that of a paused player.
 *     Its stream uses a permit of the account, so that it fails after this time or up to an eighth more
 */
public record Timeouts(
        Duration nameLookup,
        Duration connect,
        Duration tlsHandshake,
        Duration requestWrite,
        Duration responseHeaders,
        Duration silence,
        Duration pingAnswer,
        Duration hold) {

    private static final Duration MIN = Duration.ofMillis(1);
    private static final Duration MAX = Duration.ofMillis(Integer.MAX_VALUE);

    /**
     * 5 s for the name, 10 s each for TCP, TLS and writing, 60 s for headers, 30 s of silence, 5 s for a ping. A hold may
     * last 10 minutes.
     */
    public static final Timeouts DEFAULT = new Timeouts(
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofMinutes(10));

    /**
     * Validates the limits.
     *
     * @throws InvalidRequestException if a limit is outside 1 ms to 24 days
     */
    public Timeouts {
        check("name_lookup", nameLookup);
        check("connect", connect);
        check("tls_handshake", tlsHandshake);
        check("request_write", requestWrite);
        check("response_headers", responseHeaders);
        check("silence", silence);
        check("ping_answer", pingAnswer);
        check("hold", hold);
    }

    private static void check(String phase, Duration limit) {
        if (Objects.requireNonNull(limit, phase).compareTo(MIN) < 0 || limit.compareTo(MAX) > 0) {
            throw new InvalidRequestException("timeouts." + phase, limit + " is outside " + MIN + " to " + MAX);
        }
    }

    /** Returns a copy with another limit for the resolution of the host name. */
    public Timeouts withNameLookup(Duration limit) {
        return new Timeouts(limit, connect, tlsHandshake, requestWrite, responseHeaders, silence, pingAnswer, hold);
    }

    /** Returns a copy with another limit for opening TCP. */
    public Timeouts withConnect(Duration limit) {
        return new Timeouts(nameLookup, limit, tlsHandshake, requestWrite, responseHeaders, silence, pingAnswer, hold);
    }

    /** Returns a copy with another limit for the TLS handshake. */
    public Timeouts withTlsHandshake(Duration limit) {
        return new Timeouts(nameLookup, connect, limit, requestWrite, responseHeaders, silence, pingAnswer, hold);
    }

    /** Returns a copy with another limit for writing a request. */
    public Timeouts withRequestWrite(Duration limit) {
        return new Timeouts(nameLookup, connect, tlsHandshake, limit, responseHeaders, silence, pingAnswer, hold);
    }

    /** Returns a copy with another limit for the response headers. */
    public Timeouts withResponseHeaders(Duration limit) {
        return new Timeouts(nameLookup, connect, tlsHandshake, requestWrite, limit, silence, pingAnswer, hold);
    }

    /** Returns a copy with another limit for silence within a response. */
    public Timeouts withSilence(Duration limit) {
        return new Timeouts(nameLookup, connect, tlsHandshake, requestWrite, responseHeaders, limit, pingAnswer, hold);
    }

    /** Returns a copy with another limit for the response to a ping. */
    public Timeouts withPingAnswer(Duration limit) {
        return new Timeouts(nameLookup, connect, tlsHandshake, requestWrite, responseHeaders, silence, limit, hold);
    }

    /** Returns a copy with another limit for a handler that holds its stream. */
    public Timeouts withHold(Duration limit) {
        return new Timeouts(
                nameLookup, connect, tlsHandshake, requestWrite, responseHeaders, silence, pingAnswer, limit);
    }
}
