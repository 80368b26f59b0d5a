package dev.parlando.internal.exchange;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.internal.origin.Origin;
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

    /** Returns the flow-control window of the response: the most bytes in flight and unconsumed. */
    public abstract int windowBytes();

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
     * @param data the bytes, to be released by the callee, even if it throws an exception
     * @param paddingBytes bytes that count against the flow-control window but carry no data
     */
    public abstract void onBody(ByteBuf data, int paddingBytes);

    /** Called when the peer ends the response. */
    public abstract void onEnd();

    /** Called when the exchange fails. */
    public abstract void onFailed(ParlandoException error);

    /**
     * Called instead of, or after, {@link #onFailed} and {@link #onEnd} when one of the methods of the subclass threw an
     * exception. Must end the call, and must not throw.
     */
    protected abstract void onUnexpected(Throwable thrown);

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
        try {
            timer.start(TimeoutPhase.REQUEST_WRITE, timeouts.requestWrite());
            onRequestStart(connectionReused);
        } catch (Throwable thrown) {
            abandon(thrown);
        }
    }

    /** Called when the last byte of the request has been written to the socket. */
    public final void requestWritten() {
        assert loop.inEventLoop();
        requestSent = true;
        try {
            if (!closed) {
                onRequestSent();
            }
            if (!closed && !headersReceived) {
                timer.start(TimeoutPhase.RESPONSE_HEADERS, timeouts.responseHeaders());
            }
        } catch (Throwable thrown) {
            abandon(thrown);
        }
    }

    /** Processes response headers; informational responses and trailers are ignored. */
    public final void receiveHeaders(Http2Headers headers) {
        assert loop.inEventLoop();
        if (closed || headersReceived) {
            return;
        }
        try {
            readHeaders(headers);
        } catch (Throwable thrown) {
            abandon(thrown);
        }
    }

    private void readHeaders(Http2Headers headers) {
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
        try {
            if (data.isReadable()) {
                timer.onProgress();
            }
            onBody(data, paddingBytes);
        } catch (Throwable thrown) {
            abandon(thrown);
        }
    }

    /** Processes the end of the response. */
    public final void receiveEnd() {
        assert loop.inEventLoop();
        // The response may have made the subclass abandon the exchange in the meantime.
        if (!closed && !headersReceived) {
            failProtocol("no final response");
        } else if (!closed) {
            close();
            try {
                onEnd();
            } catch (Throwable thrown) {
                abandon(thrown);
            }
        }
    }

    private void failProtocol(String violation) {
        breakOff(
                Http2Error.PROTOCOL_ERROR,
                StreamFailure.of("the server broke the rules of HTTP: it sent " + violation, null));
    }

    private void breakOff(Http2Error code, StreamFailure failure) {
        try {
            cancel(code);
            onFailed(errorFor(failure));
        } catch (Throwable thrown) {
            abandon(thrown);
        }
    }

    /** Fails the exchange before it was sent. */
    public final void failUnsent(ParlandoException error) {
        assert loop.inEventLoop();
        if (closed) {
            return;
        }
        close();
        try {
            onFailed(error);
        } catch (Throwable thrown) {
            abandon(thrown);
        }
    }

    /** Fails the exchange because its stream or connection is gone. */
    public final void fail(StreamFailure failure) {
        assert loop.inEventLoop();
        if (closed) {
            return;
        }
        close();
        try {
            onFailed(errorFor(failure));
        } catch (Throwable thrown) {
            abandon(thrown);
        }
    }

    /** Ends the exchange because this side failed unexpectedly. May be called in any state. */
    public final void abandon(Throwable thrown) {
        assert loop.inEventLoop();
        try {
            cancel(Http2Error.INTERNAL_ERROR);
        } catch (Throwable again) {
            if (again != thrown) { // An exception cannot suppress itself.
                thrown.addSuppressed(again);
            }
        }
        onUnexpected(thrown);
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
        String reason = describe(phase) + " within " + limit.toMillis() + " ms";
        breakOff(Http2Error.CANCEL, StreamFailure.timedOut(reason, phase));
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
