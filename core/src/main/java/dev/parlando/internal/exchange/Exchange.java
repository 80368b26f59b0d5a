package dev.parlando.internal.exchange;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.Phase;
import dev.parlando.error.Progress;
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
 * {@link #onEnd} and {@link #onFailed} is called, last; neither after {@link #abandon}.
 */
public abstract class Exchange implements PhaseTimer.Watched {
    private static final int FIRST_STATUS = 100;
    private static final int FIRST_FINAL_STATUS = 200;

    private final Timeouts timeouts;
    private final @Nullable ApiKey apiKey;
    private final PhaseTimer timer;
    private @Nullable Carrier carrier;
    private boolean requestSent;
    private boolean headSeen;
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
    public abstract boolean creditsByItself();

    /** Is told that a connection takes the request, and how long ago its way stood and its TLS was agreed upon. */
    public void onConnection(long reachedAgoNanos, long securedAgoNanos) {}

    /** Is told that the request is about to be written. */
    public void onBegin(boolean reused) {}

    /** Is told that the whole request was written. */
    public void onRequestSent() {}

    /** Takes the head of the final response. */
    public abstract void onHead(Http2Headers headers);

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
    public abstract ParlandoException brokenOff(Broken why, Progress progress);

    public final @Nullable ApiKey apiKey() {
        return apiKey;
    }

    public final boolean isClosed() {
        return closed;
    }

    /** Returns whether a connection has taken the request. */
    public final boolean hasBegun() {
        return carrier != null;
    }

    public final Carrier carrier() {
        return Objects.requireNonNull(carrier, "an exchange receives nothing before it begins");
    }

    /** Is told that it is about to be sent. */
    public final void begin(Carrier by, boolean reused) {
        carrier = by;
        timer.enter(Phase.REQUEST_WRITE, timeouts.requestWrite());
        onBegin(reused);
    }

    /** Is told that the last byte of the request was written to the socket. */
    public final void sent() {
        requestSent = true;
        if (!closed) {
            onRequestSent();
        }
        if (!closed && !headSeen) {
            timer.enter(Phase.RESPONSE_HEADERS, timeouts.responseHeaders());
        }
    }

    /** Takes the head of a response; informational ones and trailers are passed over. */
    public final void head(Http2Headers headers) {
        if (closed || headSeen) {
            return;
        }
        int status = ResponseHead.status(headers);
        if (status < FIRST_STATUS) {
            breakRules("a response without a status");
        } else if (status >= FIRST_FINAL_STATUS) {
            headSeen = true;
            timer.enter(Phase.SILENCE, timeouts.silence());
            onHead(headers);
        }
    }

    /** Takes over a piece of the body; see {@link #onBody}. */
    public final void body(ByteBuf data, int paddingBytes) {
        if (closed) {
            data.release();
            return;
        }
        if (!headSeen) {
            data.release();
            breakRules("a body without a head");
            return;
        }
        if (data.isReadable()) {
            timer.touch();
        }
        onBody(data, paddingBytes);
    }

    /** Takes the end of the answer. */
    public final void end() {
        // The answer may have made the subclass abandon the exchange meanwhile.
        if (!closed && !headSeen) {
            breakRules("no final response");
        } else if (!closed) {
            close();
            onEnd();
        }
    }

    private void breakRules(String what) {
        abandon(Http2Error.PROTOCOL_ERROR);
        onFailed(errorOf(Broken.off("the server broke the rules of HTTP: it sent " + what, null)));
    }

    /** Fails the exchange before it was sent. */
    public final void failUnsent(ParlandoException error) {
        if (!closed) {
            close();
            onFailed(error);
        }
    }

    /** Fails the exchange because what carries it is gone. */
    public final void breakOff(Broken why) {
        if (!closed) {
            close();
            onFailed(errorOf(why));
        }
    }

    /** Returns the error for an exchange that cannot go on. A request of which the end was not sent is not processed. */
    public final ParlandoException errorOf(Broken why) {
        // Once it has answered, a peer cannot say that it did not look at the request.
        if (why.refused() && !headSeen) {
            return brokenOff(why, Progress.REFUSED);
        }
        return brokenOff(why, requestSent ? Progress.PROCESSED : Progress.NOT_SENT);
    }

    @Override
    public final void onTimeout(Phase phase, Duration limit) {
        abandon(Http2Error.CANCEL);
        String reason = describe(phase) + " within " + limit.toMillis() + " ms";
        onFailed(errorOf(Broken.timedOut(reason, phase)));
    }

    private static String describe(Phase phase) {
        return switch (phase) {
            case REQUEST_WRITE -> "the request could not be written";
            case RESPONSE_HEADERS -> "the service sent no response headers";
            default -> "the service sent nothing more";
        };
    }

    /** Closes the exchange on our own account: the peer is told, and no further callback comes. */
    public final void abandon(Http2Error code) {
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
