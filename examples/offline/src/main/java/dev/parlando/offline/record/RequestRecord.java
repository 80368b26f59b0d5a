package dev.parlando.offline.record;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.offline.load.RequestOutcome;
import dev.parlando.offline.load.RequestTransport;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The record of one request: its parts without any secret, and its progress. Threading: thread safe; written on the
 * event loop.
 */
public final class RequestRecord {
    private final RequestTransport transport;
    private final int connection;
    private final RequestLine line;
    private final Map<String, List<String>> headers;
    private final String body;

    @GuardedBy("this")
    private final StringBuilder socketText = new StringBuilder();

    @GuardedBy("this")
    private RequestOutcome outcome = RequestOutcome.OPEN;

    @GuardedBy("this")
    private int status;

    @GuardedBy("this")
    private long bytesSent;

    /**
     * Creates the record of a request that has not been answered.
     *
     * @param connection number of the connection
     * @param headers the headers without secrets, by their names in lower case
     * @param body the body; empty for a WebSocket
     */
    RequestRecord(
            RequestTransport transport,
            int connection,
            RequestLine line,
            Map<String, List<String>> headers,
            String body) {
        this.transport = transport;
        this.connection = connection;
        this.line = line;
        this.headers = headers;
        this.body = body;
    }

    public RequestTransport transport() {
        return transport;
    }

    public int connection() {
        return connection;
    }

    public RequestLine line() {
        return line;
    }

    public Map<String, List<String>> headers() {
        return headers;
    }

    public String body() {
        return body;
    }

    /** Returns the text that a WebSocket has received. */
    public synchronized String socketText() {
        return socketText.toString();
    }

    public synchronized RequestOutcome outcome() {
        return outcome;
    }

    /** Returns the status of the response; 0 before its headers. */
    public synchronized int status() {
        return status;
    }

    public synchronized long bytesSent() {
        return bytesSent;
    }

    /** Records text that a WebSocket has received. */
    public synchronized void socketReceived(String text) {
        socketText.append(text);
    }

    /** Records the headers of the response. */
    public synchronized void responded(int newStatus) {
        status = newStatus;
    }

    /** Records bytes of the body that were passed to the connection. */
    public synchronized void sent(int bytes) {
        bytesSent += bytes;
    }

    /** Records the end, unless there was one before. */
    public synchronized void ended(RequestOutcome how) {
        if (outcome == RequestOutcome.OPEN) {
            outcome = how;
            notifyAll();
        }
    }

    /** Waits for the end, and returns whether it came within the limit. */
    public synchronized boolean awaitEnd(Duration limit) throws InterruptedException {
        long endNanos = System.nanoTime() + limit.toNanos();
        for (long left = limit.toMillis(); outcome == RequestOutcome.OPEN && left > 0; ) {
            wait(left);
            left = (endNanos - System.nanoTime()) / 1_000_000;
        }
        return outcome != RequestOutcome.OPEN;
    }
}
