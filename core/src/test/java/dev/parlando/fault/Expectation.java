package dev.parlando.fault;

import dev.parlando.error.AuthenticationException;
import dev.parlando.error.CapacityException;
import dev.parlando.error.EngineClosedException;
import dev.parlando.error.ErrorCategory;
import dev.parlando.error.HandlerException;
import dev.parlando.error.InvalidRequestException;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.RequestRejectedException;
import dev.parlando.error.TimeoutPhase;
import dev.parlando.error.TransportException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.error.UnexpectedResponseException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The outcome that the caller must see for one fault. Immutable.
 *
 * @param type class of the error; null if the utterance must succeed
 * @param cancelled whether the utterance must end by cancellation
 * @param bytes bytes of audio that must have been delivered; null for any number
 * @param progress expected progress of the request; null if it is not deterministic
 * @param timedOut the phase that must have timed out
 * @param words texts that the message must contain
 */
record Expectation(
        @Nullable Class<? extends ParlandoException> type,
        boolean cancelled,
        @Nullable Long bytes,
        @Nullable RequestProgress progress,
        @Nullable TimeoutPhase timedOut,
        List<String> words) {
    private static final Map<Class<? extends ParlandoException>, ErrorCategory> CATEGORIES = Map.of(
            InvalidRequestException.class, ErrorCategory.INVALID_REQUEST,
            AuthenticationException.class, ErrorCategory.AUTHENTICATION,
            RequestRejectedException.class, ErrorCategory.REJECTED,
            CapacityException.class, ErrorCategory.CAPACITY,
            TransportException.class, ErrorCategory.TRANSPORT,
            UnexpectedResponseException.class, ErrorCategory.UNEXPECTED_RESPONSE,
            TruncatedAudioException.class, ErrorCategory.TRUNCATED,
            HandlerException.class, ErrorCategory.HANDLER,
            EngineClosedException.class, ErrorCategory.CLOSED);

    static Expectation audio(long bytes) {
        return new Expectation(null, false, bytes, null, null, List.of());
    }

    static Expectation cancelled(long bytes) {
        return new Expectation(null, true, bytes, null, null, List.of());
    }

    static Expectation transport(@Nullable RequestProgress progress, String... words) {
        return new Expectation(TransportException.class, false, 0L, progress, null, List.of(words));
    }

    static Expectation truncated(long bytes, String... words) {
        return new Expectation(
                TruncatedAudioException.class, false, bytes, RequestProgress.PROCESSED, null, List.of(words));
    }

    /** Expects truncation after a nondeterministic number of bytes. */
    static Expectation truncatedSomewhere(String... words) {
        return new Expectation(
                TruncatedAudioException.class, false, null, RequestProgress.PROCESSED, null, List.of(words));
    }

    static Expectation refused(Class<? extends ParlandoException> type, RequestProgress progress, String... words) {
        return new Expectation(type, false, 0L, progress, null, List.of(words));
    }

    static Expectation unexpected(String... words) {
        return refused(UnexpectedResponseException.class, RequestProgress.PROCESSED, words);
    }

    /** Expects a failure of the caller's own code, or of an engine that was closed. */
    static Expectation stopped(Class<? extends ParlandoException> type, @Nullable Long bytes, String... words) {
        return new Expectation(type, false, bytes, null, null, List.of(words));
    }

    Expectation timedOut(TimeoutPhase phase) {
        return new Expectation(type, cancelled, bytes, progress, phase, words);
    }

    /** Returns a description in one line. */
    String describe() {
        StringBuilder text =
                new StringBuilder(type == null ? (cancelled ? "cancelled" : "audio") : type.getSimpleName());
        if (progress != null) {
            text.append(' ').append(progress);
        }
        if (timedOut != null) {
            text.append(' ').append(timedOut);
        }
        text.append(bytes == null ? "" : ", " + bytes + " bytes");
        words.forEach(word -> text.append(", \"").append(word).append('"'));
        return text.toString();
    }

    /** Returns the differences between the outcome and the expectation; empty if there are none. */
    List<String> problems(StreamOutcome seen) {
        List<String> problems = new ArrayList<>();
        check(
                problems,
                "error",
                type,
                seen.error() == null ? null : seen.error().getClass());
        check(problems, "cancelled", cancelled, seen.cancelled());
        if (bytes != null) {
            check(problems, "bytes taken", bytes, seen.bytes());
        }
        if (seen.error() != null) {
            checkError(problems, seen.error());
        }
        return problems;
    }

    private void checkError(List<String> problems, ParlandoException error) {
        check(problems, "timedOut", timedOut, error.timeoutPhase());
        if (type != null) {
            check(problems, "category", CATEGORIES.get(type), error.category());
        }
        if (progress != null) {
            check(problems, "progress", progress, error.progress());
        }
        if (type == TransportException.class) {
            check(problems, "retryable", error.progress() != RequestProgress.PROCESSED, error.retryable());
        }
        if (bytes != null && type == TruncatedAudioException.class) {
            check(problems, "bytesDelivered", bytes, error.bytesDelivered());
        }
        for (String word : words) {
            if (!error.getMessage().contains(word)) {
                problems.add("the message lacks \"" + word + "\"");
            }
        }
        checkSecrets(problems, error);
    }

    private static void checkSecrets(List<String> problems, ParlandoException error) {
        StringWriter trace = new StringWriter();
        error.printStackTrace(new PrintWriter(trace));
        if (trace.toString().contains(FaultFixture.KEY)) {
            problems.add("the error holds the key");
        }
        if (trace.toString().contains(FaultFixture.TEXT)) {
            problems.add("the error holds the text");
        }
    }

    private static void check(List<String> problems, String what, @Nullable Object expected, @Nullable Object seen) {
        if (!Objects.equals(expected, seen)) {
            problems.add(what + " is " + seen + " and not " + expected);
        }
    }
}
