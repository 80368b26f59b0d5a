package dev.parlando.examples.offline;

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
    private static final byte[] NOTHING_YET = {};

    private final AudioSource audio;
    private final OutputFormat format;
    private final AudioSpool spool = new AudioSpool();
    private byte[] head = {};
    private boolean complete;
    private boolean headSent;
    private long sentBytes;

    FileSource(AudioSource audio, OutputFormat format) {
        this.audio = audio;
        this.format = format;
    }

    @Override
    public byte @Nullable [] next(FreeTtsSpeaker speaker) {
        if (!complete) {
            collect(speaker);
            return NOTHING_YET;
        }
        if (!headSent) {
            headSent = true;
            return head;
        }
        int length = (int) Math.min(STEP_BYTES, spool.sizeBytes() - sentBytes);
        if (length == 0) {
            return null;
        }
        byte[] bytes = spool.read(sentBytes, length);
        sentBytes += length;
        return bytes;
    }

    private void collect(FreeTtsSpeaker speaker) {
        byte[] bytes = audio.next(speaker);
        if (bytes != null) {
            spool.append(bytes);
            return;
        }
        complete = true;
        if (format.codec() == AudioCodec.WAV) {
            head = WavHeader.of(format.sampleRateHz(), spool.sizeBytes());
        }
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
