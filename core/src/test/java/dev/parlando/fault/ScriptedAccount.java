package dev.parlando.fault;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Is an account of the scripted service: it takes no more requests at once than its limit and says so in the head of each
 * answer, whose end the test decides; it refuses the others.
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

    /** Waits for the next request that was taken. */
    ScriptedStream next() {
        return next(taken);
    }

    /** Waits for the next of the streams that a script puts into a queue. */
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

    /** Ends an answer. */
    void finish(ScriptedStream stream) {
        gone(stream);
        stream.end(AUDIO);
    }

    /** Begins an answer whose head says so many of so many. */
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

    /** Refuses a request with 429 and the given status in the body. */
    static void refuse(ScriptedStream stream, String status, String... headers) {
        String body = "{\"detail\":{\"status\":\"" + status + "\",\"message\":\"later\"}}";
        stream.head(429, headers).end(body.getBytes(StandardCharsets.UTF_8));
    }
}
