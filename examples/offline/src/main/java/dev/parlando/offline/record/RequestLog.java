package dev.parlando.offline.record;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.parlando.offline.load.RequestTransport;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.util.AttributeKey;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The records of all requests, in the order of their arrival. Threading: thread safe; written on the event loop. */
public final class RequestLog {
    private static final Set<String> SECRETS = Set.of("xi-api-key", "authorization");

    private static final AttributeKey<Integer> NUMBER = AttributeKey.valueOf(RequestLog.class, "connection");

    private final boolean keeping;

    @GuardedBy("this")
    private int connections;

    @GuardedBy("this")
    private final List<RequestRecord> records = new ArrayList<>();

    /**
     * Creates an empty log.
     *
     * @param keeping whether records are kept; a server that runs for long would need more and more memory
     */
    public RequestLog(boolean keeping) {
        this.keeping = keeping;
    }

    public boolean isKeeping() {
        return keeping;
    }

    /**
     * Adds a request that has arrived.
     *
     * @param channel its connection, or its HTTP/2 stream
     */
    public RequestRecord add(FullHttpRequest request, RequestTransport transport, Channel channel) {
        RequestRecord added = new RequestRecord(
                transport,
                number(channel instanceof Http2StreamChannel stream ? stream.parent() : channel),
                RequestLine.of(request.method().name(), request.uri()),
                keeping ? headers(request) : Map.of(),
                keeping ? request.content().toString(StandardCharsets.UTF_8) : "");
        if (keeping) {
            keep(added);
        }
        return added;
    }

    /** Returns the number of a connection, in the order of their first requests. */
    private synchronized int number(Channel connection) {
        Integer known = connection.attr(NUMBER).get();
        if (known == null) {
            known = ++connections;
            connection.attr(NUMBER).set(known);
        }
        return known;
    }

    private synchronized void keep(RequestRecord added) {
        records.add(added);
        notifyAll();
    }

    private static Map<String, List<String>> headers(FullHttpRequest request) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (String name : request.headers().names()) {
            String key = name.toLowerCase(Locale.ROOT);
            if (!SECRETS.contains(key) && !key.startsWith("x-http2-")) {
                headers.put(key, List.copyOf(request.headers().getAll(name)));
            }
        }
        return headers;
    }

    /** Returns the kept requests for speech, or all others. */
    public synchronized List<RequestRecord> records(boolean speech) {
        return records.stream().filter(each -> each.line().isSpeech() == speech).toList();
    }

    /** Waits until {@code count} requests have arrived, and returns whether they did within the limit. */
    public synchronized boolean await(boolean speech, int count, Duration limit) throws InterruptedException {
        long endNanos = System.nanoTime() + limit.toNanos();
        for (long left = limit.toMillis(); records(speech).size() < count && left > 0; ) {
            wait(left);
            left = (endNanos - System.nanoTime()) / 1_000_000;
        }
        return records(speech).size() >= count;
    }

    /** Removes all records. */
    public synchronized void clear() {
        records.clear();
    }
}
