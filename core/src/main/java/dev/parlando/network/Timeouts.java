package dev.parlando.network;

import static dev.parlando.internal.option.OptionRange.checkRange;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.TimeoutPhase;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Time limits for the phases of an utterance. A timeout error reports its {@link TimeoutPhase}. Immutable; start with
 * {@link #DEFAULT} and call the {@code with} methods.
 *
 * <p>Each limit is from 1 ms to 24 days; any other is rejected with an {@link InvalidRequestException}.
 *
 * <p>There is no limit for the whole utterance, since long speech is legal. A call may set one with
 * {@link dev.parlando.speech.CallOptions#withDeadline}.
 */
public final class Timeouts {
    private static final Duration MIN = Duration.ofMillis(1);
    private static final Duration MAX = Duration.ofMillis(Integer.MAX_VALUE);

    /**
     * 5 s for the name, 10 s each for TCP, TLS and writing, 60 s for headers, 30 s of silence, 5 s for a ping. A hold may
     * last 10 minutes.
     */
    public static final Timeouts DEFAULT = new Timeouts(defaults());

    private final EnumMap<Phase, Duration> limits;

    private Timeouts(EnumMap<Phase, Duration> limits) {
        this.limits = limits;
    }

    private static EnumMap<Phase, Duration> defaults() {
        EnumMap<Phase, Duration> limits = new EnumMap<>(Phase.class);
        for (Phase phase : Phase.values()) {
            limits.put(phase, phase.standard);
        }
        return limits;
    }

    private Duration get(Phase phase) {
        return Objects.requireNonNull(limits.get(phase));
    }

    private Timeouts with(Phase phase, Duration limit) {
        checkRange("timeouts." + phase, Objects.requireNonNull(limit, "limit"), MIN, MAX);
        EnumMap<Phase, Duration> changed = new EnumMap<>(limits);
        changed.put(phase, limit);
        return new Timeouts(changed);
    }

    /** Returns the limit for resolving the host name. */
    public Duration nameLookup() {
        return get(Phase.NAME_LOOKUP);
    }

    /** Returns a copy with another limit for resolving the host name. */
    public Timeouts withNameLookup(Duration limit) {
        return with(Phase.NAME_LOOKUP, limit);
    }

    /** Returns the limit for opening TCP to one address, including the tunnel through a proxy. */
    public Duration connect() {
        return get(Phase.CONNECT);
    }

    /** Returns a copy with another limit for opening TCP to one address, including the tunnel through a proxy. */
    public Timeouts withConnect(Duration limit) {
        return with(Phase.CONNECT, limit);
    }

    /** Returns the limit for completing the TLS handshake and, for HTTP/2, receiving the server's settings. */
    public Duration tlsHandshake() {
        return get(Phase.TLS_HANDSHAKE);
    }

    /** Returns a copy with another limit for completing the TLS handshake and, for HTTP/2, receiving the server's settings. */
    public Timeouts withTlsHandshake(Duration limit) {
        return with(Phase.TLS_HANDSHAKE, limit);
    }

    /** Returns the limit for writing the request to the socket. */
    public Duration requestWrite() {
        return get(Phase.REQUEST_WRITE);
    }

    /** Returns a copy with another limit for writing the request to the socket. */
    public Timeouts withRequestWrite(Duration limit) {
        return with(Phase.REQUEST_WRITE, limit);
    }

    /** Returns the limit for receiving the response headers. */
    public Duration responseHeaders() {
        return get(Phase.RESPONSE_HEADERS);
    }

    /** Returns a copy with another limit for receiving the response headers. */
    public Timeouts withResponseHeaders(Duration limit) {
        return with(Phase.RESPONSE_HEADERS, limit);
    }

    /**
     * Returns the limit for receiving further bytes of the response. It does not run while
     * the handler holds bytes back. After a third of it, an HTTP/2 connection is pinged.
     */
    public Duration silence() {
        return get(Phase.SILENCE);
    }

    /** Returns a copy with another limit for receiving further bytes of the response. */
    public Timeouts withSilence(Duration limit) {
        return with(Phase.SILENCE, limit);
    }

    /** Returns the limit for receiving the response to a ping. */
    public Duration pingAnswer() {
        return get(Phase.PING_ANSWER);
    }

    /** Returns a copy with another limit for receiving the response to a ping. */
    public Timeouts withPingAnswer(Duration limit) {
        return with(Phase.PING_ANSWER, limit);
    }

    /**
     * Returns the limit for a handler that consumes nothing although bytes wait for it. That of a
     * paused player is one. Its stream uses a permit of the account, so that it fails after this time or up to an
     * eighth more.
     */
    public Duration hold() {
        return get(Phase.HOLD);
    }

    /** Returns a copy with another limit for a handler that consumes nothing although bytes wait for it. */
    public Timeouts withHold(Duration limit) {
        return with(Phase.HOLD, limit);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Timeouts timeouts && limits.equals(timeouts.limits);
    }

    @Override
    public int hashCode() {
        return limits.hashCode();
    }

    @Override
    public String toString() {
        return "Timeouts" + limits;
    }

    /** One limited phase. */
    private enum Phase {
        NAME_LOOKUP(Duration.ofSeconds(5)),
        CONNECT(Duration.ofSeconds(10)),
        TLS_HANDSHAKE(Duration.ofSeconds(10)),
        REQUEST_WRITE(Duration.ofSeconds(10)),
        RESPONSE_HEADERS(Duration.ofSeconds(60)),
        SILENCE(Duration.ofSeconds(30)),
        PING_ANSWER(Duration.ofSeconds(5)),
        HOLD(Duration.ofMinutes(10));

        private final Duration standard;

        Phase(Duration standard) {
            this.standard = standard;
        }

        /** Returns the name as error messages spell it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
