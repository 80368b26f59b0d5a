package dev.parlando.opentelemetry;

import dev.parlando.error.ParlandoException;
import dev.parlando.metrics.MetricAttributes;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.speech.SpeechResult;
import dev.parlando.telemetry.AttemptRecord;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The span of one stream. Its stages are events, and its attempts are child spans.
 *
 * <p>The times of a timeline are monotonic. They become dates through the date of its start, which is read once.
 *
 * <p>Threading: safe for use from any thread.
 */
final class StreamSpan {
    private static final String ATTEMPT = "parlando.attempt";

    private final Tracer tracer;
    private final Timeline timeline;
    private final long originEpochNanos;
    private final Context context;
    private final Span span;

    private StreamSpan(Tracer tracer, Timeline timeline, long originEpochNanos, Context parent, Span span) {
        this.tracer = tracer;
        this.timeline = timeline;
        this.originEpochNanos = originEpochNanos;
        this.context = parent.with(span);
        this.span = span;
    }

    /** Starts the span of a stream whose timeline has started. */
    static StreamSpan start(Tracer tracer, Context parent, SpeechRequest request, Timeline timeline) {
        Instant now = Instant.now();
        long nowEpochNanos = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        String model = request.modelId();
        SpanBuilder builder = tracer.spanBuilder(model == null ? "generate_content" : "generate_content " + model)
                .setParent(parent)
                .setSpanKind(SpanKind.CLIENT)
                .setStartTimestamp(nowEpochNanos, TimeUnit.NANOSECONDS);
        MetricAttributes.OPERATION.forEach(builder::setAttribute);
        if (model != null) {
            builder.setAttribute(MetricAttributes.MODEL, model);
        }
        builder.setAttribute("parlando.output_format", request.outputFormat().value());
        long originEpochNanos = nowEpochNanos - timeline.elapsedNanos();
        return new StreamSpan(tracer, timeline, originEpochNanos, parent, builder.startSpan());
    }

    /** Returns the context of the span. */
    Context context() {
        return context;
    }

    /** Ends the span with a result, or with a failure. */
    void end(@Nullable SpeechResult result, @Nullable Throwable failure) {
        timeline.attempts().forEach(this::recordAttempt);
        for (TimelineEvent event : TimelineEvent.values()) {
            if (event != TimelineEvent.QUEUED && event != TimelineEvent.END) {
                timeline.nanos(event).ifPresent(nanos -> addEvent(span, event, nanos));
            }
        }
        if (result != null) {
            describe(result);
        } else if (failure != null) {
            describe(ParlandoException.from(failure));
        }
        long endNanos = timeline.nanos(TimelineEvent.END).orElse(timeline.elapsedNanos());
        span.end(originEpochNanos + endNanos, TimeUnit.NANOSECONDS);
    }

    private void describe(SpeechResult result) {
        span.setAttribute(MetricAttributes.OUTCOME, result.cancelled() ? "cancelled" : "completed");
        span.setAttribute("parlando.bytes", result.bytes());
        span.setAttribute("parlando.chunks", result.chunks());
        SpeechResponse response = result.response();
        if (response != null) {
            span.setAttribute(MetricAttributes.PROTOCOL, response.protocol());
            span.setAttribute("parlando.connection_reused", response.connectionReused());
            setRequestId(response.requestId());
            Integer credits = response.characterCost();
            if (credits != null) {
                span.setAttribute("parlando.credits", credits.longValue());
            }
        }
    }

    private void describe(ParlandoException failure) {
        span.setAttribute(MetricAttributes.OUTCOME, "failed");
        span.setAttribute("parlando.bytes", failure.bytesDelivered());
        setRequestId(failure.requestId());
        setError(span, failure);
    }

    private void setRequestId(@Nullable String requestId) {
        if (requestId != null) {
            span.setAttribute("gen_ai.response.id", requestId);
        }
    }

    /** Sets the kind of an error only, since the service may cite a part of the text in its message. */
    private static void setError(Span span, ParlandoException failure) {
        span.setAttribute(MetricAttributes.ERROR_TYPE, MetricAttributes.errorType(failure));
        span.setStatus(StatusCode.ERROR);
    }

    private void recordAttempt(AttemptRecord attempt) {
        Span child = tracer.spanBuilder(ATTEMPT)
                .setParent(context)
                .setStartTimestamp(originEpochNanos + attempt.startNanos(), TimeUnit.NANOSECONDS)
                .setAttribute("parlando.attempt.number", (long) attempt.number())
                .startSpan();
        if (attempt.limitAtPermit() != null) {
            addEvent(child, TimelineEvent.PERMIT, attempt.startNanos() + attempt.waitedNanos());
        }
        ParlandoException failure = attempt.failure();
        if (failure != null) {
            setError(child, failure);
        }
        child.end(originEpochNanos + attempt.endNanos(), TimeUnit.NANOSECONDS);
    }

    private void addEvent(Span target, TimelineEvent event, long nanos) {
        String name = "parlando." + event.name().toLowerCase(Locale.ROOT);
        target.addEvent(name, Attributes.empty(), originEpochNanos + nanos, TimeUnit.NANOSECONDS);
    }
}
