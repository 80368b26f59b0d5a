package dev.parlando.internal.connect;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The protocol that the server of an http URL speaks, as seen on the connections of one engine. No protocol is
 * negotiated in cleartext, so that each engine finds out once.
 *
 * <p>Threading: safe for use from any thread.
 */
public final class CleartextProtocol {
    /** The time after which HTTP/2 is tried again, since the server may have been upgraded. */
    private static final long HTTP1_NANOS = TimeUnit.MINUTES.toNanos(10);

    /** An observation. Immutable. */
    private record Seen(Protocol protocol, long nanos) {}

    private volatile @Nullable Seen last;

    /** Returns whether connections use HTTP/1.1; otherwise they begin with HTTP/2. */
    public boolean isHttp1(long nowNanos) {
        Seen seen = last;
        return seen != null && seen.protocol == Protocol.HTTP_1_1 && nowNanos - seen.nanos < HTTP1_NANOS;
    }

    /** Returns whether the server has spoken HTTP/2, so that its silence is a fault. */
    public boolean isHttp2() {
        Seen seen = last;
        return seen != null && seen.protocol == Protocol.H2C;
    }

    /** Records the protocol of a connection. */
    public void onSeen(Protocol protocol, long nowNanos) {
        last = new Seen(protocol, nowNanos);
    }

    /** Called when a connection failed before the server had spoken its protocol, which may have changed. */
    public void forget() {
        last = null;
    }
}
