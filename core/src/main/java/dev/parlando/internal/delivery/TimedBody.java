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
final class TimedBody implements Body {
    private static final int PIECE_BYTES = 8192;

    private final GuardedHandler handler;
    private final TimedAnswer answer = new TimedAnswer();
    private final ByteBuf piece = Unpooled.wrappedBuffer(new byte[PIECE_BYTES]).clear();
    /** How many of the peer's bytes the audio in the piece came from; 0 if all of it was taken. */
    private int untakenBytes;

    TimedBody(GuardedHandler handler) {
        this.handler = handler;
    }

    @Override
    public ChunkAction take(ByteBuf data) {
        if (untakenBytes == 0) {
            untakenBytes = read(data);
        }
        ChunkAction action = piece.isReadable() ? handler.take(piece) : ChunkAction.CONTINUE;
        if (!piece.isReadable()) {
            data.skipBytes(untakenBytes);
            untakenBytes = 0;
        }
        return action;
    }

    /** Decodes the next audio into the piece, or hands out times; returns how many bytes that were. */
    private int read(ByteBuf data) {
        int length = Math.min(data.readableBytes(), PIECE_BYTES);
        data.getBytes(data.readerIndex(), piece.array(), 0, length);
        int read = answer.read(piece.array(), 0, length);
        piece.setIndex(answer.audioFrom(), answer.audioTo());
        SpeechTiming timing = answer.timing();
        if (timing != null) {
            handler.time(timing);
        }
        return read;
    }

    @Override
    public void end(@Nullable String requestId) {
        if (!answer.isBetweenObjects()) {
            throw new TruncatedAudioException(
                    "the answer ended in the middle of line " + answer.line() + ", after " + handler.bytes()
                            + " bytes of audio",
                    null,
                    handler.bytes(),
                    requestId,
                    null);
        }
        if (handler.bytes() == 0) {
            throw new UnexpectedResponseException(
                    "the service answered 200 with JSON, but without a single byte of audio;"
                            + " try again, or another text or model");
        }
    }

    /** What broke off did so after bytes of JSON, of which users know nothing. */
    @Override
    public ParlandoException counted(ParlandoException error) {
        if (!(error instanceof TruncatedAudioException)) {
            return error;
        }
        TruncatedAudioException counted = new TruncatedAudioException(
                error.getMessage(), error.getCause(), handler.bytes(), error.requestId(), error.timedOut());
        counted.setStackTrace(error.getStackTrace());
        return counted;
    }
}
