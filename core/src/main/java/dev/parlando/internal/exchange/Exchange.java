package dev.parlando.internal.exchange;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.internal.connect.Origin;
import dev.parlando.network.Timeouts;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Is one request and its answer, whatever carries them; subclasses say what is sent and what becomes of the answer.
 *
 * <p>Threading: owned by the event loop of its lane; it never blocks and never runs user code. Exactly one of
 * {@link #onEnd} and {@link #onFailed} is called, last; neither after {@link #cancel}.
 */
public abstract class Exchange implements PhaseTimer.Callback {
    private static final int FIRST_STATUS = 100;
    private static final int FIRST_FINAL_STATUS = 200;

    private final Timeouts timeouts;
    private final @Nullable ApiKey apiKey;
    private final PhaseTimer timer;
    private @Nullable Carrier carrier;
    private boolean requestSent;
    private boolean headersReceived;
    private boolean closed;

    /** Prepares an exchange whose request carries the given key, if any. */
    public Exchange(EventExecutor loop, Timeouts timeouts, @Nullable ApiKey apiKey) {
        this.timeouts = timeouts;
        this.apiKey = apiKey;
        this.timer = new PhaseTimer(loop, this);
    }

    /** Returns the head of the request, which goes to the given place. */
    public abstract Http2Headers requestHeaders(Origin origin);

    /** Returns the body of the request; empty if it has none. */
    public abstract byte[] requestBody();

    /** Returns whether the peer may send more as soon as bytes arrive, rather than when they were taken. */
    public abstract boolean creditsAutomatically();

    /** Is told that a connection takes the request, and how long ago its way stood and its TLS was agreed upon. */
    public void onConnectionAccepted(long tcpAgeNanos, long tlsAgeNanos) {}

    /** Is told that the request is about to be written. */
    public void onRequestStart(boolean connectionReused) {}

    /** Is told that the whole request was written. */
    public void onRequestSent() {}

    /** Takes the head of the final response. */
    public abstract void onHeaders(Http2Headers headers);

    /**
     * Takes over a piece of the body.
     *
     * @param data the bytes, to be released by the callee
     * @param paddingBytes bytes that count against the window but carry nothing
     */
    public abstract void onBody(ByteBuf data, int paddingBytes);

    /** Is told that the peer ended the answer. */
    public abstract void onEnd();

    /** Is told that the exchange failed. */
    public abstract void onFailed(ParlandoException error);

    /** Makes the error for an exchange that broke off, whose words depend on what had arrived. */
    public abstract ParlandoException toException(StreamFailure failure, RequestProgress progress);

    public final @Nullable ApiKey apiKey() {
        return apiKey;
    }

    public final boolean isClosed() {
        return closed;
    }

    /** Returns whether a connection has taken the request. */
    public final boolean hasStarted() {
        return carrier != null;
    }

    public final Carrier carrier() {
        return Objects.requireNonNull(carrier, "an exchange receives nothing before it begins");
    }

    /** Is told that it is about to be sent. */
    public final void begin(Carrier startedCarrier, boolean connectionReused) {
        carrier = startedCarrier;
        timer.start(TimeoutPhase.REQUEST_WRITE, timeouts.requestWrite());
        onRequestStart(connectionReused);
    }

    /** Is told that the last byte of the request was written to the socket. */
    public final void requestWritten() {
        requestSent = true;
        if (!closed) {
            onRequestSent();
        }
        if (!closed && !headersReceived) {
            timer.start(TimeoutPhase.RESPONSE_HEADERS, timeouts.responseHeaders());
        }
    }

    /** Takes the head of a response; informational ones and trailers are passed over. */
    public final void receiveHeaders(Http2Headers headers) {
        if (closed || headersReceived) {
            return;
        }
        int status = ResponseHeaders.status(headers);
        if (status < FIRST_STATUS) {
            failProtocol("a response without a status");
        } else if (status >= FIRST_FINAL_STATUS) {
            headersReceived = true;
            timer.start(TimeoutPhase.SILENCE, timeouts.silence());
            onHeaders(headers);
        }
    }

    /** Takes over a piece of the body; see {@link #onBody}. */
    public final void receiveBody(ByteBuf data, int paddingBytes) {
        if (closed) {
            data.release();
            return;
        }
        if (!headersReceived) {
            data.release();
            failProtocol("a body without a head");
            return;
        }
        if (data.isReadable()) {
            timer.onProgress();
        }
        onBody(data, paddingBytes);
    }

    /** Takes the end of the answer. */
    public final void receiveEnd() {
        // The answer may have made the subclass abandon the exchange meanwhile.
        if (!closed && !headersReceived) {
            failProtocol("no final response");
        } else if (!closed) {
            close();
            onEnd();
        }
    }

    private void failProtocol(String violation) {
        cancel(Http2Error.PROTOCOL_ERROR);
        onFailed(errorFor(StreamFailure.of("the server broke the rules of HTTP: it sent " + violation, null)));
    }

    /** Fails the exchange before it was sent. */
    public final void failUnsent(ParlandoException error) {
        if (!closed) {
            close();
            onFailed(error);
        }
    }

    /** Fails the exchange because what carries it is gone. */
    public final void fail(StreamFailure failure) {
        if (!closed) {
            close();
            onFailed(errorFor(failure));
        }
    }

    /** Returns the error for an exchange that cannot go on. A request of which the end was not sent is not processed. */
    public final ParlandoException errorFor(StreamFailure failure) {
        // Once it has answered, a peer cannot say that it did not look at the request.
        if (failure.refused() && !headersReceived) {
            return toException(failure, RequestProgress.REFUSED);
        }
        return toException(failure, requestSent ? RequestProgress.PROCESSED : RequestProgress.NOT_SENT);
    }

    @Override
    public final void onTimeout(TimeoutPhase phase, Duration limit) {
        cancel(Http2Error.CANCEL);
        String reason = describe(phase) + " within " + limit.toMillis() + " ms";
        onFailed(errorFor(StreamFailure.timedOut(reason, phase)));
    }

    private static String describe(TimeoutPhase phase) {
        return switch (phase) {
            case REQUEST_WRITE -> "the request could not be written";
            case RESPONSE_HEADERS -> "the service sent no response headers";
            default -> "the service sent nothing more";
        };
    }

    /** Closes the exchange on our own account: the peer is told, and no further callback comes. */
    public final void cancel(Http2Error code) {
        if (closed) {
            return;
        }
        close();
        if (carrier != null) {
            carrier.reset(code);
        }
    }

    private void close() {
        closed = true;
        timer.stop();
    }
}
