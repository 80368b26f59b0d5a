package dev.parlando.internal.call;

import dev.parlando.error.ParlandoException;
import dev.parlando.error.Progress;
import dev.parlando.error.TransportException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.connect.Origin;
import dev.parlando.internal.delivery.Delivery;
import dev.parlando.internal.delivery.RingFeed;
import dev.parlando.internal.exchange.Broken;
import dev.parlando.internal.exchange.Exchange;
import dev.parlando.internal.exchange.RequestHeaders;
import dev.parlando.internal.exchange.ResponseHead;
import dev.parlando.speech.SpeechResponse;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Is one attempt at a create-speech call: it checks the answer, feeds the audio to the ring and returns credit to the peer
 * for what was taken.
 *
 * <p>Threading: owned by the event loop.
 */
final class SpeechExchange extends Exchange {
    private static final int MAX_ERROR_BYTES = 64 * 1024;

    private final String path;
    private final byte[] requestBody;
    private final boolean timed;
    private final Timeline timeline;
    private final RingFeed feed;
    private final Attempts attempts;
    private final LongSupplier takenBytes;
    private final int creditStepBytes;

    private boolean reused;
    private @Nullable SpeechResponse response;
    private @Nullable RefusedAnswer refused;
    private long receivedBytes;
    private long discardedBytes;
    private long creditedBytes;

    /**
     * Prepares an attempt.
     *
     * @param timed whether the answer is JSON that holds the audio and its times, rather than audio
     * @param attempts is told whether it succeeded
     * @param takenBytes counts the bytes that the handler has taken; read on the loop, written by the ring thread
     */
    SpeechExchange(
            Lane lane,
            String path,
            byte[] requestBody,
            boolean timed,
            Timeline timeline,
            RingFeed feed,
            Attempts attempts,
            LongSupplier takenBytes) {
        super(lane.loop(), lane.settings().connect().timeouts(), lane.keys().active());
        this.path = path;
        this.requestBody = requestBody;
        this.timed = timed;
        this.timeline = timeline;
        this.feed = feed;
        this.attempts = attempts;
        this.takenBytes = takenBytes;
        this.creditStepBytes = lane.settings().creditStepBytes();
    }

    @Override
    public boolean creditsByItself() {
        return false;
    }

    @Override
    public Http2Headers requestHeaders(Origin origin) {
        return RequestHeaders.post(origin, path, apiKey());
    }

    @Override
    public byte[] requestBody() {
        return requestBody;
    }

    @Override
    public void onConnection(long reachedAgoNanos, long securedAgoNanos) {
        long nowNanos = timeline.elapsedNanos();
        mark(TimelineEvent.CONNECTED, nowNanos - reachedAgoNanos);
        mark(TimelineEvent.SECURED, nowNanos - securedAgoNanos);
    }

    /** A connection may be older than the attempt, which has had it since it had its permit. */
    private void mark(TimelineEvent event, long nanos) {
        timeline.mark(
                event, Math.max(nanos, timeline.nanos(TimelineEvent.PERMIT).orElse(0)));
    }

    @Override
    public void onBegin(boolean reusedConnection) {
        reused = reusedConnection;
    }

    @Override
    public void onRequestSent() {
        timeline.mark(TimelineEvent.REQUEST_SENT);
    }

    @Override
    public void onHead(Http2Headers headers) {
        timeline.mark(TimelineEvent.RESPONSE_HEADERS);
        if (ResponseHead.isAudio(headers, timed)) {
            attempts.accepted(ResponseHead.concurrency(headers));
            response = ResponseHead.read(headers, carrier().protocol(), reused, apiKey());
            feed.offer(response);
        } else {
            refused = new RefusedAnswer(headers, timed ? "audio in JSON" : "audio", MAX_ERROR_BYTES);
        }
    }

    @Override
    public void onBody(ByteBuf data, int paddingBytes) {
        discardedBytes += paddingBytes;
        if (refused != null) {
            onRefusedBody(data, refused);
        } else if (data.isReadable()) {
            if (receivedBytes == 0) {
                timeline.mark(TimelineEvent.FIRST_BYTE);
            }
            receivedBytes += data.readableBytes();
            feed.offer(data);
        } else {
            data.release();
        }
        returnCredit();
    }

    private void onRefusedBody(ByteBuf data, RefusedAnswer answer) {
        discardedBytes += data.readableBytes();
        answer.add(data);
        data.release();
        if (answer.isComplete()) {
            abandon(Http2Error.CANCEL);
            onEnd();
        }
    }

    @Override
    public void onEnd() {
        if (refused != null) {
            attempts.failed(refused.toException(apiKey()));
        } else if (receivedBytes == 0) {
            attempts.failed(new UnexpectedResponseException(
                    "the service answered 200 without a single byte of audio; try again, or another text or model"));
        } else {
            attempts.ended();
            timeline.mark(TimelineEvent.LAST_BYTE);
            feed.offer(Delivery.END);
        }
    }

    @Override
    public void onFailed(ParlandoException error) {
        attempts.failed(error);
    }

    @Override
    public ParlandoException brokenOff(Broken why, Progress progress) {
        if (receivedBytes == 0) {
            return new TransportException(why.reason(), why.cause(), progress, why.timedOut());
        }
        return new TruncatedAudioException(
                "the audio broke off after " + receivedBytes + (timed ? " bytes of JSON: " : " bytes: ") + why.reason(),
                why.cause(),
                receivedBytes,
                response == null ? null : response.requestId(),
                why.timedOut());
    }

    /** Bytes that the handler has not taken yet are no silence of the peer, and may fill the window. */
    @Override
    public boolean isHeldBack() {
        return receivedBytes > takenBytes.getAsLong();
    }

    /** Returns credit for what was taken and hands on what was held; to be called when the handler made progress. */
    void onProgress() {
        returnCredit();
        feed.pump();
    }

    private void returnCredit() {
        long credit = takenBytes.getAsLong() + discardedBytes - creditedBytes;
        if (!isClosed() && credit >= creditStepBytes) {
            creditedBytes += credit;
            carrier().credit((int) credit);
        }
    }
}
