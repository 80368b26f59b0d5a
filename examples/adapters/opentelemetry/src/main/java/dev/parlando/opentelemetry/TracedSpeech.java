package dev.parlando.opentelemetry;

import dev.parlando.error.InvalidRequestException;
import dev.parlando.speech.CallOptions;
import dev.parlando.speech.ChunkHandler;
import dev.parlando.speech.LiveText;
import dev.parlando.speech.SpeechRequest;
import dev.parlando.speech.SpeechSource;
import dev.parlando.speech.SpeechStream;
import dev.parlando.telemetry.Timeline;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A source of speech, such as an engine, that records a span for each stream and sends its context to the service.
 *
 * <pre>{@code
 * SpeechSource speech = new TracedSpeech(engine, openTelemetry);
 * speech.stream(SpeechRequest.of("Your table is ready."), handler);
 * }</pre>
 *
 * <p>The parent of a span is the context in the headers of the call or, without one, the current context. A player
 * requests speech on a thread of its own, so that its caller passes the context on: {@link #withCurrentContext}.
 *
 * <p>The headers, such as {@code traceparent}, are those of the application's propagators, up to 1,024 characters each. They
 * include its baggage, unless the traced source has a propagator of its own. A live text over a WebSocket
 * that texts share carries none, since its connection is reused for equal headers only.
 *
 * <p>Threading: safe for use from any thread. The spans end on the executor that completes the stages of the streams.
 */
public final class TracedSpeech implements SpeechSource {
    private static final TextMapGetter<Map<String, String>> GETTER = new HeaderGetter();
    /** A server may refuse a request with headers of 8 KiB. */
    private static final int MAX_HEADER_LENGTH = 1024;

    private final SpeechSource source;
    private final Tracer tracer;
    private final TextMapPropagator propagator;

    /** Creates a traced source with the propagators of the application. */
    public TracedSpeech(SpeechSource source, OpenTelemetry openTelemetry) {
        this(source, openTelemetry, openTelemetry.getPropagators().getTextMapPropagator());
    }

    /**
     * Creates a traced source.
     *
     * @param propagator writer of the headers; {@link TextMapPropagator#noop()} sends none
     */
    public TracedSpeech(SpeechSource source, OpenTelemetry openTelemetry, TextMapPropagator propagator) {
        this.source = Objects.requireNonNull(source, "source");
        this.tracer = openTelemetry.getTracer(OpenTelemetryRecorder.SCOPE);
        this.propagator = Objects.requireNonNull(propagator, "propagator");
    }

    /** Returns options with the current context in their headers, for a call whose stream starts on another thread. */
    public CallOptions withCurrentContext(CallOptions options) {
        return withContext(options, Context.current());
    }

    @Override
    public SpeechStream stream(SpeechRequest request, ChunkHandler handler, CallOptions options) {
        Objects.requireNonNull(handler, "handler");
        return trace(request, options, true, traced -> source.stream(request, handler, traced));
    }

    @Override
    public SpeechStream stream(LiveText text, ChunkHandler handler, CallOptions options) {
        Objects.requireNonNull(handler, "handler");
        return trace(
                text.template(), options, hasRequestOfItsOwn(text), traced -> source.stream(text, handler, traced));
    }

    private static boolean hasRequestOfItsOwn(LiveText text) {
        return switch (text.settings().transport()) {
            case HTTP, SINGLE_STREAM, SINGLE_DIALOGUE -> true;
            case AUTO, MULTI_STREAM, DIALOGUE -> false;
        };
    }

    private SpeechStream trace(
            SpeechRequest request, CallOptions options, boolean sent, Function<CallOptions, SpeechStream> call) {
        Timeline started = options.timeline();
        Timeline timeline = started == null ? CallOptions.startTimeline() : started;
        Context parent = propagator.extract(Context.current(), options.headers(), GETTER);
        StreamSpan span = StreamSpan.start(tracer, parent, request, timeline);
        CallOptions plain = withoutContext(options).withTimeline(timeline);
        SpeechStream stream;
        try {
            stream = call.apply(sent ? withContext(plain, span.context()) : plain);
        } catch (RuntimeException | Error e) {
            span.end(null, e);
            throw e;
        }
        stream.completion().whenComplete(span::end);
        return stream;
    }

    private CallOptions withoutContext(CallOptions options) {
        CallOptions plain = options;
        for (String name : propagator.fields()) {
            plain = plain.removeHeader(name);
        }
        return plain;
    }

    /** Adds the headers of a context, without those that would make a request fail, such as baggage of 8 KiB. */
    private CallOptions withContext(CallOptions options, Context context) {
        Map<String, String> headers = new LinkedHashMap<>();
        propagator.inject(context, headers, (carrier, name, value) -> headers.put(name, value));
        CallOptions all = options;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            all = withHeader(all, header.getKey(), header.getValue());
        }
        return all;
    }

    private static CallOptions withHeader(CallOptions options, String name, String value) {
        if (value.length() > MAX_HEADER_LENGTH) {
            return options;
        }
        try {
            return options.withHeader(name, value);
        } catch (InvalidRequestException refused) { // Such as a character other than ASCII.
            return options;
        }
    }

    /** Reads the headers of a call, whose names are in lower case. */
    private static final class HeaderGetter implements TextMapGetter<Map<String, String>> {
        @Override
        @SuppressWarnings("deprecation") // Versions before 1.68 need it.
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String name) {
            return headers == null ? null : headers.get(name.toLowerCase(Locale.ROOT));
        }
    }
}
