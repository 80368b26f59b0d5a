package dev.parlando.internal.delivery;

import dev.parlando.error.ParlandoException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.internal.json.ErrorRedaction;
import dev.parlando.speech.ChunkAction;
import dev.parlando.transcript.SpeechTiming;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * A decoder of responses that carry audio and timestamps as JSON.
 *
 * <p>Response bytes count as consumed when the handler has consumed all audio decoded from them. A slow handler thus
 * slows the peer as it does with bare audio.
 *
 * <p>Threading: owned by the ring thread. Cost: one copy, during which the audio is decoded.
 */
final class TimestampedBodyDecoder implements StreamDelivery.BodyDecoder {
    private static final int CHUNK_BYTES = 8192;

    private final HandlerInvoker handler;
    private final TimestampedAudioParser parser = new TimestampedAudioParser();
    private final ByteBuf decoded =
            Unpooled.wrappedBuffer(new byte[CHUNK_BYTES]).clear();
    /**
     * Number of response bytes that the audio in {@code decoded} was decoded from; 0 if all of that audio is consumed.
     */
    private int unconsumedBytes;

    TimestampedBodyDecoder(HandlerInvoker handler) {
        this.handler = handler;
    }

    @Override
    public void setRedaction(ErrorRedaction redaction) {
        parser.setRedaction(redaction);
    }

    @Override
    public ChunkAction consume(ByteBuf data) {
        if (unconsumedBytes == 0) {
            unconsumedBytes = read(data);
        }
        ChunkAction action = decoded.isReadable() ? handler.consume(decoded) : ChunkAction.CONTINUE;
        if (!decoded.isReadable()) {
            data.skipBytes(unconsumedBytes);
            unconsumedBytes = 0;
        }
        return action;
    }

    /**
     * Decodes the next audio into {@code decoded}, or passes timestamps to the handler; returns the number of bytes read.
     */
    private int read(ByteBuf data) {
        int length = Math.min(data.readableBytes(), CHUNK_BYTES);
        data.getBytes(data.readerIndex(), decoded.array(), 0, length);
        int read = parser.parse(decoded.array(), 0, length);
        decoded.setIndex(parser.audioStart(), parser.audioEnd());
        SpeechTiming timing = parser.timing();
        if (timing != null) {
            handler.onTiming(timing);
        }
        return read;
    }

    @Override
    public void finish(@Nullable String requestId) {
        if (!parser.isBetweenObjects()) {
            throw new TruncatedAudioException(
                    "the response ended in the middle of line " + parser.line() + ", after " + handler.deliveredBytes()
                            + " bytes of audio",
                    null,
                    handler.deliveredBytes(),
                    requestId,
                    null);
        }
        if (handler.deliveredBytes() == 0) {
            throw new UnexpectedResponseException(
                    "the service answered 200 with JSON, but without a single byte of audio;"
                            + " try again, or another text or model");
        }
    }

    /** Returns the error with the number of audio bytes, since users cannot interpret a number of JSON bytes. */
    @Override
    public ParlandoException withDeliveredBytes(ParlandoException error) {
        if (!(error instanceof TruncatedAudioException)) {
            return error;
        }
        TruncatedAudioException corrected = new TruncatedAudioException(
                error.getMessage(),
                error.getCause(),
                handler.deliveredBytes(),
                error.requestId(),
                error.timeoutPhase());
        corrected.setStackTrace(error.getStackTrace());
        return corrected;
    }
}
