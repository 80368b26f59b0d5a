package dev.parlando.fault;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A simulated account of the scripted service. It accepts concurrent requests up to its limit and rejects the others.
 * Its response headers report the limit, and the test decides when a response ends.
 *
 * <p>Threading: safe for use from any thread.
 */
final class ScriptedAccount implements Consumer<ScriptedStream> {
    static final byte[] AUDIO = new byte[5_000];

    private final BlockingQueue<ScriptedStream> taken = new LinkedBlockingQueue<>();
    private final Set<ScriptedStream> running = new HashSet<>();
    private int limit;
    private int highest;
    private int refused;

    ScriptedAccount(int limit) {
        this.limit = limit;
    }

    synchronized void limit(int next) {
        limit = next;
    }

    synchronized int highest() {
        return highest;
    }

    synchronized int refused() {
        return refused;
    }

    @Override
    public void accept(ScriptedStream stream) {
        if (!take(stream)) {
            refuse(stream, "too_many_concurrent_requests");
        }
    }

    private synchronized boolean take(ScriptedStream stream) {
        if (running.size() >= limit) {
            refused++;
            return false;
        }
        running.add(stream);
        highest = Math.max(highest, running.size());
        stream.onClose(() -> gone(stream));
        respond(stream, Integer.toString(running.size()), Integer.toString(limit));
        taken.add(stream);
        return true;
    }

    private synchronized void gone(ScriptedStream stream) {
        running.remove(stream);
    }

    /** Waits for the next accepted request. */
    ScriptedStream next() {
        return next(taken);
    }

    /** Waits for the next of the streams that a script adds to a queue. */
    static ScriptedStream next(BlockingQueue<ScriptedStream> streams) {
        try {
            ScriptedStream next = streams.poll(FaultFixture.LIMIT_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no request came");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for a request", e);
        }
    }

    /** Ends a response. */
    void finish(ScriptedStream stream) {
        gone(stream);
        stream.end(AUDIO);
    }

    /** Sends response headers with the given values for current and maximum concurrency. */
    static void respond(ScriptedStream stream, String current, String maximum) {
        stream.head(
                200,
                "content-type",
                "audio/pcm",
                "current-concurrent-requests",
                current,
                "maximum-concurrent-requests",
                maximum);
    }

    /** Rejects a request with 429 and the given status in the body. */
    static void refuse(ScriptedStream stream, String status, String... headers) {
        String body = "{\"detail\":{\"status\":\"" + status + "\",\"message\":\"later\"}}";
        stream.head(429, headers).end(body.getBytes(StandardCharsets.UTF_8));
    }
}
