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
 * One request and its response, independent of the protocol that carries them. Subclasses define the request and
 * process the response.
 *
 * <p>Threading: owned by the event loop of its shard, which assertions check at each entry point. It never blocks and
 * never runs user code. The last callback is exactly one of {@link #onEnd} and {@link #onFailed}; neither is called after
 * {@link #cancel}.
 */
public abstract class Exchange {
    private static final int FIRST_STATUS = 100;
    private static final int FIRST_FINAL_STATUS = 200;

    /** The protocol side of one exchange: an HTTP/2 stream or a whole HTTP/1.1 connection. Owned by the event loop. */
    public interface Carrier {
        /** Returns the ALPN protocol identifier (RFC 7301). */
        String protocol();

        /** Gives the peer {@code bytes} more bytes of credit. */
        void credit(int bytes);

        /** Ends the exchange from this side, and sends the code to the peer if the protocol supports it. */
        void reset(Http2Error code);
    }

    private final EventExecutor loop;
    private final Timeouts timeouts;
    private final @Nullable ApiKey apiKey;
    private final PhaseTimer timer;
    private @Nullable Carrier carrier;
    private boolean requestSent;
    private boolean headersReceived;
    private boolean closed;

    /** Creates an exchange whose request carries the given key; null for none. */
    public Exchange(EventExecutor loop, Timeouts timeouts, @Nullable ApiKey apiKey) {
        this.loop = loop;
        this.timeouts = timeouts;
        this.apiKey = apiKey;
        this.timer = new PhaseTimer(loop, this::isBackpressured, this::onTimeout);
    }

    /** Returns the request headers for the given origin. */
    public abstract Http2Headers requestHeaders(Origin origin);

    /** Returns the request body; empty if there is none. */
    public abstract byte[] requestBody();

    /** Returns whether credit is returned as soon as bytes arrive, rather than when they are consumed. */
    public abstract boolean creditsAutomatically();

    /** Called when a connection accepts the request, with the age of its TCP connection and TLS session. */
    public void onConnectionAccepted(long tcpAgeNanos, long tlsAgeNanos) {}

    /**
     * Called when the request is about to be written; {@code connectionReused} is false for the first request of a connection.
     */
    public void onRequestStart(boolean connectionReused) {}

    /** Called when the whole request has been written. */
    public void onRequestSent() {}

    /** Called with the headers of the final response. */
    public abstract void onHeaders(Http2Headers headers);

    /**
     * Called with a piece of the body.
     *
     * @param data the bytes, to be released by the callee
     * @param paddingBytes bytes that count against the flow-control window but carry no data
     */
    public abstract void onBody(ByteBuf data, int paddingBytes);

    /** Called when the peer ends the response. */
    public abstract void onEnd();

    /** Called when the exchange fails. */
    public abstract void onFailed(ParlandoException error);

    /** Creates the error for an exchange that broke off; its type and message depend on the bytes received before. */
    public abstract ParlandoException toException(StreamFailure failure, RequestProgress progress);

    /** Returns whether the peer waits for this side, so that its silence is not a timeout. */
    protected abstract boolean isBackpressured();

    public final @Nullable ApiKey apiKey() {
        return apiKey;
    }

    public final boolean isClosed() {
        return closed;
    }

    /** Returns whether a connection has accepted the request. */
    public final boolean hasStarted() {
        return carrier != null;
    }

    public final Carrier carrier() {
        return Objects.requireNonNull(carrier, "an exchange receives nothing before it begins");
    }

    /** Called when the request is about to be sent. */
    public final void begin(Carrier startedCarrier, boolean connectionReused) {
        assert loop.inEventLoop();
        carrier = startedCarrier;
        timer.start(TimeoutPhase.REQUEST_WRITE, timeouts.requestWrite());
        onRequestStart(connectionReused);
    }

    /** Called when the last byte of the request has been written to the socket. */
    public final void requestWritten() {
        assert loop.inEventLoop();
        requestSent = true;
        if (!closed) {
            onRequestSent();
        }
        if (!closed && !headersReceived) {
            timer.start(TimeoutPhase.RESPONSE_HEADERS, timeouts.responseHeaders());
        }
    }

    /** Processes response headers; informational responses and trailers are ignored. */
    public final void receiveHeaders(Http2Headers headers) {
        assert loop.inEventLoop();
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

    /** Processes a piece of the body and takes over its buffer; see {@link #onBody}. */
    public final void receiveBody(ByteBuf data, int paddingBytes) {
        assert loop.inEventLoop();
        if (closed) {
            data.release();
            return;
        }
        if (!headersReceived) {
            data.release();
            failProtocol("a body without response headers");
            return;
        }
        if (data.isReadable()) {
            timer.onProgress();
        }
        onBody(data, paddingBytes);
    }

    /** Processes the end of the response. */
    public final void receiveEnd() {
        assert loop.inEventLoop();
        // The response may have made the subclass abandon the exchange in the meantime.
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
        assert loop.inEventLoop();
        if (!closed) {
            close();
            onFailed(error);
        }
    }

    /** Fails the exchange because its stream or connection is gone. */
    public final void fail(StreamFailure failure) {
        assert loop.inEventLoop();
        if (!closed) {
            close();
            onFailed(errorFor(failure));
        }
    }

    /**
     * Returns the error for an exchange that cannot continue. A request that was not sent completely counts as not
     * processed.
     */
    public final ParlandoException errorFor(StreamFailure failure) {
        assert loop.inEventLoop();
        // After its response headers, a peer can no longer claim that it did not process the request.
        if (failure.refused() && !headersReceived) {
            return toException(failure, RequestProgress.REFUSED);
        }
        return toException(failure, requestSent ? RequestProgress.PROCESSED : RequestProgress.NOT_SENT);
    }

    private void onTimeout(TimeoutPhase phase, Duration limit) {
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

    /** Closes the exchange from this side: the peer is notified, and no further callback is made. */
    public final void cancel(Http2Error code) {
        assert loop.inEventLoop();
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
