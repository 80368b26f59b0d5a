package dev.parlando.internal.delivery;

import dev.parlando.error.ParlandoException;
import dev.parlando.error.TruncatedAudioException;
import dev.parlando.error.UnexpectedResponseException;
import dev.parlando.speech.ChunkAction;
import dev.parlando.transcript.SpeechTiming;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Makes audio and times of an answer that holds both as JSON.
 *
 * <p>The bytes that a piece of audio came from count as taken when the handler has taken all of it, so a handler that
 * holds back slows the peer here as it does otherwise.
 *
 * <p>Threading: owned by the ring thread. Cost: one copy, in which the audio is decoded.
 */
final class TimestampedBodyDecoder implements BodyDecoder {
    private static final int CHUNK_BYTES = 8192;

    private final HandlerInvoker handler;
    private final TimestampedAudioParser parser = new TimestampedAudioParser();
    private final ByteBuf decoded =
            Unpooled.wrappedBuffer(new byte[CHUNK_BYTES]).clear();
    /** How many of the peer's bytes the audio in the piece came from; 0 if all of it was taken. */
    private int unconsumedBytes;

    TimestampedBodyDecoder(HandlerInvoker handler) {
        this.handler = handler;
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

    /** Decodes the next audio into the piece, or hands out times; returns how many bytes that were. */
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
                    "the answer ended in the middle of line " + parser.line() + ", after " + handler.deliveredBytes()
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

    /** What broke off did so after bytes of JSON, of which users know nothing. */
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
