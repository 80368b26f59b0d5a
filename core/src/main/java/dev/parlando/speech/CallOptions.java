package dev.parlando.speech;

import static dev.parlando.internal.option.OptionRange.checkRange;

import dev.parlando.governor.Priority;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.internal.option.StreamWindow;
import dev.parlando.telemetry.Timeline;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Options of one call that do not change its audio. Immutable; start with {@link #DEFAULT} and call the {@code with}
 * methods, which reject a value that is not allowed with an {@link dev.parlando.error.InvalidRequestException}.
 *
 * <p>The same options may be used for any number of calls, unless they have a {@linkplain #withTimeline timeline}.
 */
public final class CallOptions {
    private static final Duration MIN_DEADLINE = Duration.ofMillis(1);
    private static final Duration MAX_DEADLINE = Duration.ofDays(24);

    /** Priority {@link Priority#NORMAL}, without a deadline, with the headers and the executor of the engine only. */
    public static final CallOptions DEFAULT = new CallOptions(new Values());

    private final Values values;

    private CallOptions(Values values) {
        this.values = values;
    }

    private CallOptions with(Consumer<Values> change) {
        Values copy = values.copy();
        change.accept(copy);
        return new CallOptions(copy);
    }

    /** Returns the priority of the call while it waits for a permit. */
    public Priority priority() {
        return values.priority;
    }

    /** Returns a copy with another priority while the call waits for a permit. */
    public CallOptions withPriority(Priority priority) {
        Objects.requireNonNull(priority, "priority");
        return with(copy -> copy.priority = priority);
    }

    /** Returns the time limit of the call, or null for none. */
    public @Nullable Duration deadline() {
        return values.deadline;
    }

    /**
     * Returns a copy with a time limit from the call to the delivery of the last byte to the handler, including waits
     * and retries. It is 1 ms to 24 days and is not sent to the service.
     */
    public CallOptions withDeadline(Duration deadline) {
        checkRange("deadline", deadline, MIN_DEADLINE, MAX_DEADLINE);
        return with(copy -> copy.deadline = deadline);
    }

    /** Returns the executor of the call's stages, or null for that of the engine. */
    public @Nullable Executor executor() {
        return values.executor;
    }

    /**
     * Returns a copy with an executor that completes the stages of the call: {@link SpeechStream#response()} and
     * {@link SpeechStream#completion()}, and that of a playback. Dependents of a stage that is already complete run on
     * the thread that adds them. If the executor refuses a task, the engine completes the stage itself.
     *
     * <p>The handler still runs on a ring thread, so that the order of its calls and backpressure remain.
     */
    public CallOptions withExecutor(Executor executor) {
        Objects.requireNonNull(executor, "executor");
        return with(copy -> copy.executor = executor);
    }

    /** Returns the extra request headers, with their names in lower case. Unmodifiable. */
    public Map<String, String> headers() {
        return values.headers;
    }

    /**
     * Returns a copy with an extra request header, such as {@code traceparent}. Each attempt at the create-speech call
     * carries it. A later value of the same name replaces an earlier one.
     *
     * <p>The name is a token of RFC 9110 and is sent in lower case. The value is visible ASCII, with spaces inside.
     * There may be 32 headers of 8 KiB in total. Names that the engine sets or that concern the connection are rejected,
     * such as {@code xi-api-key}, {@code content-type} and {@code connection}.
     *
     * <p>The wire log shows the value, except those of {@code authorization} and {@code cookie}.
     */
    public CallOptions withHeader(String name, String value) {
        Map<String, String> headers = new LinkedHashMap<>(values.headers);
        headers.put(HeaderRules.checkName(name), HeaderRules.checkValue(name, value));
        HeaderRules.checkSize(headers);
        return with(copy -> copy.headers = Collections.unmodifiableMap(headers));
    }

    /** Returns a copy without an extra request header, in any case of its name. */
    public CallOptions removeHeader(String name) {
        Map<String, String> headers = new LinkedHashMap<>(values.headers);
        headers.remove(name.toLowerCase(Locale.ROOT));
        return with(copy -> copy.headers = Collections.unmodifiableMap(headers));
    }

    /** Returns a timeline that starts now, for {@link #withTimeline} or for the stream of a source of its own. */
    public static Timeline startTimeline() {
        return new TimelineRecorder(System::nanoTime);
    }

    /** Returns the flow-control window of the call's stream in bytes, or null for that of the engine. */
    public @Nullable Integer streamWindowBytes() {
        return values.streamWindowBytes;
    }

    /**
     * Returns a copy with another flow-control window of the call's stream: the maximum number of unread bytes of audio,
     * 65,535 to 16 MiB. The smallest one is 8 s of a telephone call in {@code ulaw_8000}.
     *
     * <p>It bounds the bytes that the service may send to a stream that is held, exactly over HTTP/2. Over HTTP/1.1 the
     * connection is read no further, so that the buffers of the socket and of the last read come on top.
     */
    public CallOptions withStreamWindowBytes(int bytes) {
        StreamWindow.check(bytes);
        return with(copy -> copy.streamWindowBytes = bytes);
    }

    /** Returns the timeline that records the events of the call, or null for one that starts with the call. */
    public @Nullable Timeline timeline() {
        return values.timeline;
    }

    /**
     * Returns a copy for one call with a timeline that has started earlier, when the caller began to wait.
     *
     * @throws IllegalArgumentException if the timeline was not made by {@link #startTimeline()} and cannot record
     */
    public CallOptions withTimeline(Timeline timeline) {
        if (!(Objects.requireNonNull(timeline, "timeline") instanceof TimelineRecorder)) {
            throw new IllegalArgumentException(
                    "timeline " + timeline + " cannot record; use CallOptions.startTimeline()");
        }
        return with(copy -> copy.timeline = timeline);
    }

    /** Returns the options for one of several requests of a call, which has the deadline and the stages. */
    CallOptions ofPart(Timeline timeline) {
        return with(copy -> {
            copy.deadline = null;
            copy.executor = null;
            copy.timeline = timeline;
        });
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CallOptions options && values.all().equals(options.values.all());
    }

    @Override
    public int hashCode() {
        return values.all().hashCode();
    }

    /** Describes the options without the values of headers, which may be secret. */
    @Override
    public String toString() {
        return values.toString();
    }

    private static final class Values {
        Priority priority = Priority.NORMAL;

        @Nullable
        Duration deadline;

        @Nullable
        Executor executor;

        Map<String, String> headers = Map.of();

        @Nullable
        Integer streamWindowBytes;

        @Nullable
        Timeline timeline;

        Values copy() {
            Values copy = new Values();
            copy.priority = priority;
            copy.deadline = deadline;
            copy.executor = executor;
            copy.headers = headers;
            copy.streamWindowBytes = streamWindowBytes;
            copy.timeline = timeline;
            return copy;
        }

        List<@Nullable Object> all() {
            return Arrays.asList(priority, deadline, executor, headers, streamWindowBytes, timeline);
        }

        @Override
        public String toString() {
            return "CallOptions[priority=" + priority + ", deadline=" + deadline + ", executor=" + executor
                    + ", headers=" + headers.keySet() + ", streamWindowBytes=" + streamWindowBytes + ", timeline="
                    + timeline + "]";
        }
    }
}
