package dev.parlando.offline.calls;

import dev.parlando.offline.encode.WavHeader;
import dev.parlando.offline.synthesis.AudioSource;
import dev.parlando.offline.synthesis.FreeTtsSpeaker;
import dev.parlando.offline.synthesis.Piece;
import dev.parlando.speech.AudioCodec;
import dev.parlando.speech.OutputFormat;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Turns a stream of audio into one file of known length: collects all of it first, then hands it out.
 *
 * <p>Threading: as for every {@link AudioSource}; the fields belong to the step that is running.
 */
final class FileSource implements AudioSource {
    private static final int STEP_BYTES = 32 * 1024;

    private final AudioSource audio;
    private final OutputFormat format;
    private final AudioSpool spool = new AudioSpool();
    private byte[] head = {};
    private boolean complete;
    private boolean headSent;
    private long sentBytes;
    private double lengthSeconds;

    FileSource(AudioSource audio, OutputFormat format) {
        this.audio = audio;
        this.format = format;
    }

    @Override
    public @Nullable Piece next(FreeTtsSpeaker speaker) {
        if (!complete) {
            collect(speaker);
            return Piece.NONE_YET;
        }
        if (!headSent) {
            headSent = true;
            return new Piece(head, 0);
        }
        int length = (int) Math.min(STEP_BYTES, spool.sizeBytes() - sentBytes);
        if (length == 0) {
            return null;
        }
        byte[] bytes = spool.read(sentBytes, length);
        sentBytes += length;
        return new Piece(bytes, lengthSeconds * sentBytes / spool.sizeBytes());
    }

    private void collect(FreeTtsSpeaker speaker) {
        Piece piece = audio.next(speaker);
        if (piece != null) {
            spool.append(piece.bytes());
            lengthSeconds = piece.untilSeconds();
            return;
        }
        complete = true;
        if (format.codec() == AudioCodec.WAV) {
            head = WavHeader.of(format.sampleRateHz(), spool.sizeBytes());
        }
    }

    /** Returns whether all of the audio has been made, and its length is known. */
    boolean isComplete() {
        return complete;
    }

    @Override
    public OptionalLong lengthBytes() {
        return OptionalLong.of(head.length + spool.sizeBytes());
    }

    @Override
    public void close() {
        audio.close();
        spool.close();
    }
}
