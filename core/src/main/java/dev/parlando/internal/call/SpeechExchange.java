package dev.parlando.internal.call;

import dev.parlando.error.ParlandoException;
import dev.parlando.error.RequestProgress;
import dev.parlando.error.TransportException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.delivery.RingFeed;
import dev.parlando.internal.delivery.StreamDelivery;
import dev.parlando.internal.delivery.StreamProgress;
import dev.parlando.internal.event.TimelineRecorder;
import dev.parlando.internal.exchange.AudioContentType;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.exchange.RequestHeaders;
import dev.parlando.internal.exchange.ResponseHeaders;
import dev.parlando.internal.exchange.StreamFailure;
import dev.parlando.internal.json.ErrorRedaction;
import dev.parlando.internal.json.RequestPath;
import dev.parlando.internal.option.StreamWindow;
import dev.parlando.internal.origin.Origin;
import dev.parlando.speech.OutputFormat;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.telemetry.TimelineEvent;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a create-speech call. It checks the response headers, publishes the audio to the ring, and returns
 * credit to the peer for consumed bytes.
 *
 * <p>Threading: owned by the event loop.
 */
final class SpeechExchange extends Exchange {
    private static final int MAX_ERROR_BYTES = 64 * 1024;

    /**
     * The HTTP request of a speech call, the same for all its attempts. Immutable.
     *
     * @param path the path with its query
     * @param headers the extra headers of the caller
     * @param body the JSON body
     * @param timestamps whether the response body is JSON with audio and timestamps, rather than bare audio
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared and never modified.
    record Request(String path, Map<String, String> headers, byte[] body, boolean timestamps) {
        OutputFormat format() {
            return RequestPath.outputFormat(path);
        }
    }

    private final Request request;
    private final TimelineRecorder timeline;
    private final StreamEvents events;
    private final RingFeed feed;
    private final StreamProgress progress;
    private final RetryingCall retryingCall;
    private final int windowBytes;

    private boolean connectionReused;
    private @Nullable SpeechResponse response;
    private @Nullable ErrorResponse errorResponse;
    private boolean checksSignature;
    private int signature;
    private long receivedBytes;
    private long discardedBytes;
    private long creditedBytes;

    /**
     * Creates an attempt.
     *
     * @param windowBytes the flow-control window of the stream
     * @param events reports the first byte and counts the others
     * @param progress the handler's progress, from which credit follows
     * @param retryingCall notified of success or failure
     */
    SpeechExchange(
            EventLoopShard shard,
            Request request,
            int windowBytes,
            TimelineRecorder timeline,
            StreamEvents events,
            RingFeed feed,
            StreamProgress progress,
            RetryingCall retryingCall) {
        super(shard.loop(), shard.settings().connect().timeouts(), shard.keys().active());
        this.request = request;
        this.timeline = timeline;
        this.events = events;
        this.feed = feed;
        this.progress = progress;
        this.retryingCall = retryingCall;
        this.windowBytes = windowBytes;
    }

    @Override
    public boolean creditsAutomatically() {
        return false;
    }

    @Override
    public int windowBytes() {
        return windowBytes;
    }

    @Override
    public Http2Headers requestHeaders(Origin origin) {
        return RequestHeaders.post(origin, request.path(), apiKey(), request.headers());
    }

    @Override
    public byte[] requestBody() {
        return request.body();
    }

    @Override
    public void onConnectionAccepted(long tcpAgeNanos, long tlsAgeNanos) {
        long nowNanos = timeline.elapsedNanos();
        mark(TimelineEvent.CONNECTED, nowNanos - tcpAgeNanos);
        mark(TimelineEvent.SECURED, nowNanos - tlsAgeNanos);
    }

    /** Marks an event no earlier than the permit, since a connection may be older than the attempt. */
    private void mark(TimelineEvent event, long nanos) {
        timeline.mark(
                event, Math.max(nanos, timeline.nanos(TimelineEvent.PERMIT).orElse(0)));
    }

    @Override
    public void onRequestStart(boolean isConnectionReused) {
        connectionReused = isConnectionReused;
    }

    @Override
    public void onRequestSent() {
        timeline.mark(TimelineEvent.REQUEST_SENT);
    }

    @Override
    public void onHeaders(Http2Headers headers) {
        timeline.mark(TimelineEvent.RESPONSE_HEADERS);
        if (!ResponseHeaders.isAudio(headers, request.timestamps())) {
            errorResponse = ErrorResponse.notSpeech(headers, request.timestamps(), MAX_ERROR_BYTES);
            return;
        }
        OutputFormat format = request.format();
        if (!request.timestamps()
                && AudioContentType.contradicts(ResponseHeaders.text(headers, "content-type"), format.codec())) {
            errorResponse = ErrorResponse.otherFormat(headers, format, MAX_ERROR_BYTES);
            return;
        }
        checksSignature = !request.timestamps() && AudioContentType.isRaw(format.codec());
        onAudioHeaders(headers);
    }

    private void onAudioHeaders(Http2Headers headers) {
        retryingCall.onAccepted(ResponseHeaders.concurrencyReport(headers));
        if (request.timestamps()) {
            feed.offer(redaction());
        }
        response = ResponseHeaders.toResponse(headers, carrier().protocol(), connectionReused, apiKey());
        feed.offer(response);
    }

    private ErrorRedaction redaction() {
        return ErrorRedaction.ofSpeech(apiKey(), request.body());
    }

    @Override
    public void onBody(ByteBuf data, int paddingBytes) {
        discardedBytes += paddingBytes;
        if (errorResponse != null) {
            onErrorBody(data, errorResponse);
        } else if (!data.isReadable()) {
            data.release();
        } else if (receivedBytes >= AudioContentType.SIGNATURE_BYTES || isPlausibleStart(data)) {
            receivedBytes += data.readableBytes();
            events.onBytes(data.readableBytes());
            feed.offer(data);
        }
        returnCredit();
    }

    /** Checks the first bytes of the audio; returns false if they ended the attempt and released the data. */
    private boolean isPlausibleStart(ByteBuf data) {
        signature = AudioContentType.addToSignature(signature, receivedBytes, data);
        boolean complete = receivedBytes + data.readableBytes() >= AudioContentType.SIGNATURE_BYTES;
        String content = checksSignature && complete ? AudioContentType.contentOf(signature) : null;
        if (content != null) {
            data.release();
            cancel(Http2Error.CANCEL);
            onFailed(ErrorResponse.otherContent(content, request.format(), receivedBytes));
            return false;
        }
        if (receivedBytes == 0) {
            markFirstByte(data);
        }
        return true;
    }

    private void markFirstByte(ByteBuf data) {
        try {
            timeline.mark(TimelineEvent.FIRST_BYTE);
            events.onFirstByte();
        } catch (Throwable thrown) {
            data.release();
            throw thrown;
        }
    }

    private void onErrorBody(ByteBuf data, ErrorResponse response) {
        discardedBytes += data.readableBytes();
        try {
            response.add(data);
        } finally {
            data.release();
        }
        if (response.isComplete()) {
            cancel(Http2Error.CANCEL);
            onEnd();
        }
    }

    @Override
    public void onEnd() {
        if (errorResponse != null) {
            onErrorResponse(errorResponse);
        } else if (receivedBytes == 0) {
            retryingCall.onAttemptFailed(new UnexpectedResponseException(
                    "the service answered 200 without a single byte of audio; try again, or another text or model"));
        } else {
            retryingCall.onEnded();
            timeline.mark(TimelineEvent.LAST_BYTE);
            feed.offer(StreamDelivery.END);
        }
    }

    private void onErrorResponse(ErrorResponse response) {
        retryingCall.onErrorResponse(() -> response.parse(redaction()));
    }

    /** A refusal whose body broke off or stalled remains a refusal, since the response headers decided the outcome. */
    @Override
    public void onFailed(ParlandoException error) {
        if (errorResponse != null) {
            onErrorResponse(errorResponse);
        } else {
            retryingCall.onAttemptFailed(error);
        }
    }

    @Override
    protected void onUnexpected(Throwable thrown) {
        retryingCall.onUnexpected(thrown);
    }

    @Override
    public ParlandoException toException(StreamFailure failure, RequestProgress requestProgress) {
        if (errorResponse != null) { // Only the caller's own deadline takes precedence over a refusal; see onFailed.
            ParlandoException refusal = errorResponse.exception();
            String answer = refusal == null ? "the service answered " + errorResponse.status() : refusal.getMessage();
            return new TransportException(
                    failure.reason() + "; before that, " + answer, refusal, requestProgress, failure.timeoutPhase());
        }
        if (receivedBytes == 0) {
            return new TransportException(failure.reason(), failure.cause(), requestProgress, failure.timeoutPhase());
        }
        return new TruncatedAudioException(
                "the audio broke off after " + receivedBytes + (request.timestamps() ? " bytes of JSON: " : " bytes: ")
                        + failure.reason(),
                failure.cause(),
                receivedBytes,
                response == null ? null : response.requestId(),
                failure.timeoutPhase());
    }

    /**
     * Returns true while the handler has unconsumed bytes; these may fill the window, so that the peer has to be
     * silent.
     */
    @Override
    protected boolean isBackpressured() {
        return receivedBytes > progress.consumedBytes();
    }

    /** Returns credit for consumed bytes and publishes held items; called when the handler has made progress. */
    void onProgress() {
        returnCredit();
        feed.publishHeld();
    }

    private void returnCredit() {
        long credit = progress.consumedBytes() + discardedBytes - creditedBytes;
        if (!isClosed() && credit >= StreamWindow.creditStepBytes(windowBytes)) {
            creditedBytes += credit;
            carrier().credit((int) credit);
        }
    }
}
