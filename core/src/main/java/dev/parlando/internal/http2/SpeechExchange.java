package dev.parlando.internal.http2;

import dev.parlando.credentials.ApiKey;
import dev.parlando.error.ParlandoException;
import dev.parlando.error.Progress;
import dev.parlando.error.TransportException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.connect.Origin;
import dev.parlando.internal.wire.Refusal;
import dev.parlando.telemetry.Timeline;
import dev.parlando.telemetry.TimelineEvent;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.DefaultHttp2WindowUpdateFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2StreamChannel;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Is one create-speech call on one HTTP/2 stream: it checks the answer, feeds the audio to the ring and returns credit
 * to the peer for what was taken.
 *
 * <p>Threading: owned by the event loop.
 */
final class SpeechExchange extends Exchange {
    private static final int MAX_ERROR_BYTES = 64 * 1024;

    private final String path;
    private final byte[] body;
    private final @Nullable ApiKey apiKey;
    private final Timeline timeline;
    private final RingFeed feed;
    private final LongSupplier takenBytes;
    private final int creditStepBytes;

    private boolean reused;
    private boolean begun;
    private int status;
    private @Nullable String unexpectedType;
    private @Nullable BoundedBody errorBody;
    private long receivedBytes;
    private long discardedBytes;
    private long creditedBytes;

    /**
     * Prepares a call.
     *
     * @param takenBytes counts the bytes that the handler has taken; read on the loop, written by the ring thread
     * @param creditStepBytes smallest credit worth a WINDOW_UPDATE
     */
    SpeechExchange(
            String path,
            byte[] body,
            @Nullable ApiKey apiKey,
            Timeline timeline,
            RingFeed feed,
            LongSupplier takenBytes,
            int creditStepBytes) {
        this.path = path;
        this.body = body;
        this.apiKey = apiKey;
        this.timeline = timeline;
        this.feed = feed;
        this.takenBytes = takenBytes;
        this.creditStepBytes = creditStepBytes;
    }

    @Override
    boolean creditsByItself() {
        return false;
    }

    @Override
    Http2Headers requestHeaders(Origin origin) {
        return RequestHeaders.post(origin, path, apiKey);
    }

    @Override
    byte[] requestBody() {
        return body;
    }

    @Override
    void onConnected(boolean reusedConnection) {
        reused = reusedConnection;
        begun = true;
        timeline.mark(TimelineEvent.CONNECTED);
    }

    @Override
    void onRequestSent() {
        timeline.mark(TimelineEvent.REQUEST_SENT);
    }

    @Override
    void onHead(Http2Headers headers, String protocol) {
        timeline.mark(TimelineEvent.RESPONSE_HEADERS);
        status = ResponseHead.status(headers);
        if (status != 200) {
            errorBody = new BoundedBody(MAX_ERROR_BYTES);
        } else if (!ResponseHead.mayBeAudio(headers)) {
            unexpectedType = ResponseHead.text(headers, "content-type");
            errorBody = new BoundedBody(MAX_ERROR_BYTES);
        } else {
            feed.offer(ResponseHead.read(headers, protocol, reused));
        }
    }

    @Override
    void onBody(ByteBuf data, int paddingBytes) {
        discardedBytes += paddingBytes;
        if (errorBody != null) {
            onErrorBody(data, errorBody);
        } else if (data.isReadable()) {
            timeline.mark(TimelineEvent.FIRST_BYTE);
            receivedBytes += data.readableBytes();
            feed.offer(data);
        } else {
            data.release();
        }
        returnCredit();
    }

    private void onErrorBody(ByteBuf data, BoundedBody refusal) {
        discardedBytes += data.readableBytes();
        refusal.add(data);
        data.release();
        if (refusal.exceeded()) {
            abandon(Http2Error.CANCEL);
            onEnd();
        }
    }

    @Override
    void onEnd() {
        if (errorBody != null) {
            byte[] answer = errorBody.toByteArray();
            feed.offer(new Delivery.Failure(() -> refusal(answer)));
        } else if (receivedBytes == 0) {
            feed.offer(new Delivery.Failure(() -> new UnexpectedResponseException(
                    "the service answered 200 without a single byte of audio; try again, or another text or model")));
        } else {
            timeline.mark(TimelineEvent.LAST_BYTE);
            feed.offer(Delivery.END);
        }
    }

    private ParlandoException refusal(byte[] answer) {
        if (status != 200) {
            return Refusal.read(status, answer, apiKey, null);
        }
        return new UnexpectedResponseException("the service answered 200 with " + unexpectedType
                + " instead of audio; check that the base URL is that of the speech API");
    }

    @Override
    void onFailed(ParlandoException error) {
        feed.offer(new Delivery.Failure(() -> error));
    }

    @Override
    ParlandoException brokenOff(String reason, @Nullable Throwable cause, boolean refused) {
        if (receivedBytes > 0) {
            return new TruncatedAudioException(
                    "the audio broke off after " + receivedBytes + " bytes: " + reason, cause, receivedBytes);
        }
        Progress progress = refused ? Progress.REFUSED : begun ? Progress.PROCESSED : Progress.NOT_SENT;
        return new TransportException(reason, cause, progress);
    }

    /** Returns credit for what was taken and hands on what was held; to be called when the handler made progress. */
    void onProgress() {
        returnCredit();
        feed.pump();
    }

    private void returnCredit() {
        Http2StreamChannel channel = channel();
        long credit = takenBytes.getAsLong() + discardedBytes - creditedBytes;
        if (channel != null && !isClosed() && credit >= creditStepBytes) {
            creditedBytes += credit;
            channel.writeAndFlush(new DefaultHttp2WindowUpdateFrame((int) credit));
        }
    }
}
