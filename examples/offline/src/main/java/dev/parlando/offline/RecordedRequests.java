package dev.parlando.offline;

import dev.parlando.offline.record.RequestLog;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The requests that an {@link OfflineVoiceServer} has received, in the order of their arrival. A live view, whose checks
 * throw an {@link AssertionError} that lists the requests. Threading: thread safe.
 */
public final class RecordedRequests {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final RequestLog log;
    private final boolean speech;

    RecordedRequests(RequestLog log, boolean speech) {
        this.log = log;
        this.speech = speech;
    }

    /** Returns the requests until now. */
    public List<RecordedRequest> list() {
        return log.records(speech).stream().map(RecordedRequest::new).toList();
    }

    /** Returns the number of requests until now. */
    public int count() {
        return list().size();
    }

    /**
     * Returns the only request.
     *
     * @throws AssertionError if there is none, or more than one
     */
    public RecordedRequest only() {
        return assertCount(1).list().get(0);
    }

    /**
     * Returns the last request.
     *
     * @throws AssertionError if there is none
     */
    public RecordedRequest last() {
        List<RecordedRequest> all = list();
        if (all.isEmpty()) {
            throw new AssertionError("expected a request but there was none");
        }
        return all.get(all.size() - 1);
    }

    /**
     * Waits up to 10 s until {@code count} requests have arrived.
     *
     * @throws AssertionError if fewer have arrived
     */
    public RecordedRequests await(int count) {
        try {
            if (!log.await(speech, count, LIMIT)) {
                throw mismatch(count + " requests within " + LIMIT.toSeconds() + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + count + " requests", e);
        }
        return this;
    }

    /** Checks the number of requests. */
    public RecordedRequests assertCount(int expected) {
        if (count() != expected) {
            throw mismatch(expected == 1 ? "1 request" : expected + " requests");
        }
        return this;
    }

    /** Checks the texts of all requests, in order. */
    public RecordedRequests assertTexts(String... expected) {
        List<String> texts = list().stream().map(RecordedRequest::text).toList();
        if (!texts.equals(Arrays.asList(expected))) {
            throw mismatch("the texts " + Arrays.toString(expected));
        }
        return this;
    }

    private AssertionError mismatch(String expected) {
        List<RecordedRequest> all = list();
        String found =
                all.stream().map(each -> System.lineSeparator() + "  " + each).collect(Collectors.joining());
        return new AssertionError("expected " + expected + " but there were " + all.size() + ":" + found);
    }
}
