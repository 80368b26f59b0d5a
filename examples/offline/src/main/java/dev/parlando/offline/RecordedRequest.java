package dev.parlando.offline;

import dev.parlando.offline.load.RequestOutcome;
import dev.parlando.offline.load.RequestTransport;
import dev.parlando.offline.record.RequestRecord;
import dev.parlando.offline.record.SpokenMembers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One request that an {@link OfflineVoiceServer} has received, without its key. Its progress is current when it is read.
 *
 * <p>A WebSocket is one request for all its texts. The checks return this object, so that
 * they can be chained; each throws an {@link AssertionError} that shows the request. Threading: thread safe.
 */
public final class RecordedRequest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final RequestRecord record;

    RecordedRequest(RequestRecord record) {
        this.record = record;
    }

    /** Returns the HTTP method. */
    public String method() {
        return record.line().method();
    }

    /** Returns the path without the query. */
    public String path() {
        return record.line().path();
    }

    /** Returns a parameter of the query, such as {@code enable_logging}. */
    public Optional<String> query(String name) {
        List<String> values = record.line().query().get(name);
        return values == null ? Optional.empty() : Optional.of(values.get(0));
    }

    /** Returns the headers by their names in lower case, without the key. */
    public Map<String, List<String>> headers() {
        return record.headers();
    }

    /** Returns the first value of a header. */
    public Optional<String> header(String name) {
        List<String> values = record.headers().get(name.toLowerCase(Locale.ROOT));
        return values == null ? Optional.empty() : Optional.of(values.get(0));
    }

    /** Returns the JSON body as received; empty for a WebSocket. */
    public String body() {
        return record.body();
    }

    /** Returns the text to speak: the lines of a dialogue joined by line feeds, or all text that a WebSocket received. */
    public String text() {
        return transport() == RequestTransport.WEBSOCKET
                ? record.socketText()
                : SpokenMembers.of(record.body()).text();
    }

    /** Returns the voice; for a dialogue over HTTP, that of its first line. */
    public Optional<String> voiceId() {
        String inPath = record.line().voiceId();
        return inPath.isEmpty()
                ? SpokenMembers.of(record.body()).voiceIds().stream().findFirst()
                : Optional.of(inPath);
    }

    /** Returns the model. */
    public Optional<String> modelId() {
        return query("model_id")
                .or(() -> Optional.ofNullable(SpokenMembers.of(record.body()).string("model_id")));
    }

    /** Returns the name of the requested format. */
    public Optional<String> outputFormat() {
        return query("output_format");
    }

    /** Returns the protocol. */
    public RequestTransport transport() {
        return record.transport();
    }

    /** Returns the number of the connection; the same for requests that share one. */
    public int connection() {
        return record.connection();
    }

    /** Returns the status of the response; 0 before its headers. */
    public int status() {
        return record.status();
    }

    /** Returns the number of body bytes that were passed to the connection. */
    public long bytesSent() {
        return record.bytesSent();
    }

    /** Returns whether and how the request has ended. */
    public RequestOutcome outcome() {
        return record.outcome();
    }

    /** Checks the text. */
    public RecordedRequest assertText(String expected) {
        return assertEqual("text", expected, text());
    }

    /** Checks the voice. */
    public RecordedRequest assertVoice(String expectedId) {
        return assertEqual("voice", expectedId, voiceId().orElse(null));
    }

    /** Checks the model. */
    public RecordedRequest assertModel(String expectedId) {
        return assertEqual("model", expectedId, modelId().orElse(null));
    }

    /** Checks the format by its name, such as {@code pcm_24000}. */
    public RecordedRequest assertFormat(String expected) {
        return assertEqual("format", expected, outputFormat().orElse(null));
    }

    /** Checks the first value of a header. */
    public RecordedRequest assertHeader(String name, String expected) {
        return assertEqual("header " + name, expected, header(name).orElse(null));
    }

    /** Checks the protocol. */
    public RecordedRequest assertTransport(RequestTransport expected) {
        return assertEqual("transport", expected, transport());
    }

    /** Waits up to 10 s for the end of the request, and checks it. */
    public RecordedRequest assertOutcome(RequestOutcome expected) {
        if (expected != RequestOutcome.OPEN) {
            boolean unused = awaitEnd(LIMIT);
        }
        return assertEqual("outcome", expected, outcome());
    }

    /** Waits up to 10 s for the end of the request, and checks that the whole answer was sent. */
    public RecordedRequest assertCompleted() {
        return assertOutcome(RequestOutcome.COMPLETED);
    }

    /** Waits up to 10 s for the end of the request, and checks that the client cancelled it. */
    public RecordedRequest assertCancelled() {
        return assertOutcome(RequestOutcome.CANCELLED);
    }

    /** Waits for the end of the request, and returns whether it came within the limit. */
    public boolean awaitEnd(Duration limit) {
        try {
            return record.awaitEnd(limit);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private RecordedRequest assertEqual(String what, Object expected, @Nullable Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError(
                    "expected the " + what + " <" + expected + "> but was <" + actual + "> in " + this);
        }
        return this;
    }

    /** Returns the parts of the request that its checks compare. */
    @Override
    public String toString() {
        return method() + " " + path() + " over " + transport() + ", text \"" + text() + "\", model "
                + modelId().orElse("default") + ", format " + outputFormat().orElse("default") + ", status " + status()
                + ", " + bytesSent() + " bytes sent, " + outcome();
    }
}
